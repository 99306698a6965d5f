//! Coming in, and being kept out.

use crate::house::{DESK, House, OWN, Place, on_each_engine};
use liptako_identity::{Identity, PermissionTable, Policy, SignInError, Throttle};
use liptako_storage::Db;
use proptest::prelude::*;

const WRONG: &str = "une autre phrase";

fn wait(outcome: Result<liptako_identity::SignedIn, SignInError>) -> i64 {
    match outcome {
        Err(SignInError::Wait { seconds }) => seconds,
        other => panic!("expected a wait, got {other:?}"),
    }
}

#[test]
fn the_cookie_of_a_sign_in_recognises_the_person() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let signed_in = house.enter(" CHEF ", OWN).unwrap();
        let who = house.who(&signed_in.cookie).unwrap();
        assert_eq!(who, signed_in.who);
        assert_eq!(who.person().unwrap().login, "chef");
        assert_eq!(who.officer().unwrap().function.fr, "Juriste");
    });
}

#[test]
fn unknown_wrong_and_disabled_get_one_answer() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        let gone = house.settle(&chief, "partie", &["reader"]).who;
        house.identity.disable_person(house.db(), &chief, gone.person().unwrap().id).unwrap();
        for (login, password) in
            [("personne", OWN), ("chef", WRONG), ("partie", OWN), ("a\0b", OWN), ("", "")]
        {
            assert_eq!(house.enter(login, password).unwrap_err(), SignInError::Refused, "{login:?}");
        }
        assert_eq!(house.enter("chef", &"x".repeat(100_000)).unwrap_err(), SignInError::Refused);
    });
}

#[test]
fn after_five_failures_even_the_right_password_waits() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        for _ in 0..5 {
            assert_eq!(house.enter("chef", WRONG).unwrap_err(), SignInError::Refused);
        }
        assert_eq!(wait(house.enter("chef", OWN)), 15);
        house.clock.advance(14);
        assert_eq!(wait(house.enter("chef", OWN)), 1);
        house.clock.advance(1);
        assert_eq!(house.enter("chef", WRONG).unwrap_err(), SignInError::Refused);
        assert_eq!(wait(house.enter("chef", OWN)), 30);
        house.clock.advance(30);
        assert!(house.enter("chef", OWN).is_ok());
        // The success cleared it.
        for _ in 0..5 {
            assert_eq!(house.enter("chef", WRONG).unwrap_err(), SignInError::Refused);
        }
    });
}

#[test]
fn an_unknown_login_waits_as_a_known_one_does() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        for _ in 0..5 {
            assert_eq!(house.enter("personne", WRONG).unwrap_err(), SignInError::Refused);
        }
        assert_eq!(wait(house.enter("personne", WRONG)), 15);
    });
}

#[test]
fn a_restart_does_not_shorten_the_wait() {
    let (house, _) = House::with_chief(Place::sqlite());
    for _ in 0..5 {
        assert!(house.enter("chef", WRONG).is_err());
    }
    let db = Db::open(&house.place.url).unwrap();
    let again =
        Identity::new(PermissionTable::standard().unwrap(), Policy::FOR_TESTS, house.me(), "x").unwrap();
    let outcome = again.sign_in(&db, "chef", OWN, &DESK, &*house.clock, &*house.chance);
    assert_eq!(wait(outcome), 15);
}

#[test]
fn one_address_cannot_try_every_login() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        for attempt in 0..20 {
            assert_eq!(house.enter(&format!("login-{attempt}"), WRONG).unwrap_err(), SignInError::Refused);
        }
        assert_eq!(wait(house.enter("chef", OWN)), 15);
        assert!(house.enter_from("chef", OWN, "192.0.2.8").is_ok());
    });
}

#[test]
fn a_valid_account_does_not_open_endless_guessing_at_others() {
    on_each_engine(|place| {
        let (house, chief) = House::with_chief(place());
        house.settle(&chief, "espion", &["reader"]);
        let mut looked_at = 0;
        for attempt in 0..40 {
            match house.enter(&format!("login-{attempt}"), WRONG).unwrap_err() {
                SignInError::Refused => looked_at += 1,
                SignInError::Wait { .. } => break,
                other => panic!("{other}"),
            }
            if house.enter("espion", OWN).is_err() {
                break;
            }
        }
        assert_eq!(looked_at, 20);
    });
}

#[test]
fn attempts_made_at_once_all_count() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        let looked_at = std::thread::scope(|scope| {
            let tries: Vec<_> =
                (0..12).map(|_| scope.spawn(|| house.enter("chef", WRONG).unwrap_err())).collect();
            tries
                .into_iter()
                .filter(|_| true)
                .map(|t| t.join().unwrap())
                .filter(|e| *e == SignInError::Refused)
                .count()
        });
        assert_eq!(looked_at, 5);
    });
}

#[test]
fn a_clock_turned_back_keeps_nobody_out_longer_than_fifteen_minutes() {
    on_each_engine(|place| {
        let (house, _) = House::with_chief(place());
        for _ in 0..5 {
            assert!(house.enter("chef", WRONG).is_err());
        }
        house.clock.advance(-365 * 86_400);
        let seconds = wait(house.enter("chef", OWN));
        assert!(seconds <= 900);
        house.clock.advance(seconds);
        assert!(house.enter("chef", OWN).is_ok());
    });
}

#[test]
fn a_dearer_cost_renews_the_hash_at_the_next_sign_in() {
    let (house, _) = House::with_chief(Place::sqlite());
    let dearer = liptako_identity::Cost { memory_kib: 16, passes: 2, lanes: 1 };
    let policy = Policy { cost: dearer, ..Policy::FOR_TESTS };
    let table = PermissionTable::standard().unwrap();
    let identity = Identity::new(table, policy, house.me(), "x").unwrap();
    identity.sign_in(house.db(), "chef", OWN, &DESK, &*house.clock, &*house.chance).unwrap();
    let secret: String = house
        .db()
        .read(|tx| {
            tx.one(liptako_storage::sql!("SELECT secret FROM person_factor"), liptako_storage::params![])?
                .get("secret")
        })
        .unwrap();
    assert!(secret.starts_with("$argon2id$v=19$m=16,t=2,p=1$"), "{secret}");
    assert!(house.enter("chef", OWN).is_ok());
}

#[derive(Debug, Clone)]
enum Step {
    Try { login: &'static str, right: bool, address: &'static str },
    Pass(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let login = prop_oneof![Just("chef"), Just("autre"), Just("personne")];
    let address = prop_oneof![Just("192.0.2.7"), Just("2001:db8::9")];
    prop_oneof![
        4 => (login, prop::bool::weighted(0.2), address)
            .prop_map(|(login, right, address)| Step::Try { login, right, address }),
        1 => prop_oneof![Just(1i64), Just(15), Just(60), Just(900), Just(90_000)].prop_map(Step::Pass),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is tried: a wrong password never opens, a right one opens unless it must wait, no wait passes 15
    /// minutes, guessing is as slow as the policy says, and after 15 minutes the owner comes in.
    #[test]
    fn no_sequence_of_attempts_beats_the_throttle(steps in proptest::collection::vec(step(), 1..40)) {
        let (house, chief) = House::with_chief(Place::sqlite());
        house.settle(&chief, "autre", &["reader"]);
        // What was looked at since the last success of “chef”: when, in seconds.
        let mut guesses: Vec<i64> = Vec::new();
        let mut elapsed = 0;
        for step in steps {
            let (login, right, address) = match step {
                Step::Pass(seconds) => {
                    house.clock.advance(seconds);
                    elapsed += seconds;
                    continue;
                }
                Step::Try { login, right, address } => (login, right, address),
            };
            match house.enter_from(login, if right { OWN } else { WRONG }, address) {
                Ok(signed_in) => {
                    prop_assert!(right && login != "personne");
                    prop_assert_eq!(&signed_in.who.person().unwrap().login, login);
                    if login == "chef" { guesses.clear(); }
                }
                Err(SignInError::Refused) => {
                    prop_assert!(!right || login == "personne");
                    if login == "chef" { guesses.push(elapsed); }
                }
                Err(SignInError::Wait { seconds }) => prop_assert!((1..=900).contains(&seconds)),
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }
        for (count, pair) in guesses.windows(2).enumerate() {
            let gap = pair[1] - pair[0];
            let due = Throttle::PER_LOGIN.wait_s(count as u32 + 1);
            prop_assert!(gap >= due || gap >= 86_400 || guesses[..=count].windows(2).any(|w| w[1] - w[0] >= 86_400));
        }
        house.clock.advance(900);
        prop_assert!(house.enter_from("chef", OWN, "192.0.2.7").is_ok());
    }
}
