//! SQL text written once for both engines.
//!
//! The common dialect: `?1`, `?2`… for parameters, `INTEGER`, `REAL`, `TEXT`, `BLOB` for types (in capitals),
//! upserts, `RETURNING`, window functions, `string_agg`, `IS NOT DISTINCT FROM`, `CAST(sum(x) AS INTEGER)`.
//! An optional filter is `(CAST(?1 AS TEXT) IS NULL OR country = ?1)`: PostgreSQL must know the type.

/// A statement that the source code holds as a literal: made by [`sql!`](crate::sql!) only, so that text from
/// people can never become SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql(&'static str);

impl Sql {
    /// Used by [`sql!`](crate::sql!), which also registers the literal.
    #[doc(hidden)]
    pub const fn registered(text: &'static str) -> Self {
        Self(text)
    }

    /// The text, in the common dialect.
    pub const fn text(self) -> &'static str {
        self.0
    }
}

/// A literal that [`sql!`](crate::sql!) registered, with its place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The text, in the common dialect.
    pub text: &'static str,
    /// Source file.
    pub file: &'static str,
    /// Line in it.
    pub line: u32,
}

inventory::collect!(Statement);

/// Every statement of the program, in the order of the source: what [`Db::check_statements`](crate::Db::check_statements)
/// prepares on an engine.
pub fn statements() -> Vec<Statement> {
    let mut all: Vec<Statement> = inventory::iter::<Statement>.into_iter().copied().collect();
    all.sort_by_key(|statement| (statement.file, statement.line));
    all
}

/// Makes a [`Sql`] from a literal and registers it with its file and line, so that one test prepares every
/// statement of the program on both engines.
#[macro_export]
macro_rules! sql {
    ($text:literal) => {{
        $crate::inventory::submit! {
            $crate::Statement { text: $text, file: file!(), line: line!() }
        }
        $crate::Sql::registered($text)
    }};
}

/// Whether the text defines tables or works on them: the two differ in what `TEXT` becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Definition,
    Statement,
}

/// Turns the common dialect into PostgreSQL's: `?1` → `$1`, and the names of types, outside of quotes and comments.
///
/// In definitions, text columns compare byte by byte (`COLLATE "C"`) as SQLite's do, so that both engines sort alike.
pub(crate) fn for_postgres(text: &str, role: Role) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut word_before = "";
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '\'' | '"' => quoted_len(rest, first),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '?' => {
                out.push('$');
                rest = &rest[1..];
                continue;
            }
            c if c.is_ascii_alphabetic() || c == '_' => {
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(len);
        out.push_str(match piece {
            "INTEGER" => "BIGINT",
            "REAL" => "DOUBLE PRECISION",
            "BLOB" => "BYTEA",
            "TEXT" if role == Role::Definition && word_before != "AS" => "TEXT COLLATE \"C\"",
            other => other,
        });
        if piece.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            word_before = piece;
        }
        rest = after;
    }
    out
}

/// Length of a quoted piece with its quotes; a doubled quote stays inside.
fn quoted_len(text: &str, quote: char) -> usize {
    let mut from = 1;
    while let Some(at) = text[from..].find(quote) {
        from += at + 1;
        if !text[from..].starts_with(quote) {
            return from;
        }
        from += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_and_types_change_and_quotes_do_not() {
        let text = "SELECT CAST(sum(a) AS INTEGER), 'what? it''s TEXT', \"BLOB\" FROM t WHERE b = ?12 -- ? INTEGER\n";
        assert_eq!(
            for_postgres(text, Role::Statement),
            "SELECT CAST(sum(a) AS BIGINT), 'what? it''s TEXT', \"BLOB\" FROM t WHERE b = $12 -- ? INTEGER\n"
        );
    }

    #[test]
    fn defined_text_sorts_bytewise_on_both_engines() {
        assert_eq!(
            for_postgres(
                "CREATE TABLE t (a TEXT NOT NULL, b BLOB, c TEXT GENERATED ALWAYS AS (CAST(d AS TEXT)) STORED)",
                Role::Definition
            ),
            "CREATE TABLE t (a TEXT COLLATE \"C\" NOT NULL, b BYTEA, c TEXT COLLATE \"C\" GENERATED ALWAYS AS (CAST(d AS TEXT)) STORED)"
        );
    }

    #[test]
    fn an_unclosed_quote_ends_with_the_text() {
        assert_eq!(for_postgres("SELECT 'open ?1", Role::Statement), "SELECT 'open ?1");
    }
}
