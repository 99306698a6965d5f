//! What the authorities share with one another. On SQLite always, on PostgreSQL when `LIPTAKO_TEST_PG` is set.
