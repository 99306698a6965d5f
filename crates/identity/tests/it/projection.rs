//! The shared table is the same on every node, in whatever order the journals arrive.

use crate::house::{House, OWN, Place};
use liptako_core::MemberIndex;
use liptako_identity::{PersonEdit, Who, module};
use liptako_storage::memory::MemoryJournals;
use proptest::prelude::*;
use std::sync::Arc;

/// Something that happens to an officer of one authority, told to the journal at once.
#[derive(Debug, Clone, Copy)]
enum Event {
    Arrives(u8),
    Promoted(u8),
    Leaves(u8),
    ComesBack(u8),
}

fn event() -> impl Strategy<Value = (usize, Event)> {
    let who = 0u8..3;
    let event = prop_oneof![
        3 => who.clone().prop_map(Event::Arrives),
        2 => who.clone().prop_map(Event::Promoted),
        2 => who.clone().prop_map(Event::Leaves),
        1 => who.prop_map(Event::ComesBack),
    ];
    (0usize..3, event)
}

fn happen(house: &House, event: Event) {
    let (by, identity, db) = (Who::command_line(), &house.identity, house.db());
    let login = |who: u8| format!("officier-{who}");
    let found = |who: u8| db.read(|tx| identity.person_by_login(tx, &login(who))).unwrap();
    match event {
        Event::Arrives(who) if found(who).is_none() => {
            house.settle(&by, &login(who), &["approver"]);
        }
        Event::Promoted(who) => {
            if let Some(person) = found(who) {
                let function = if person.function == "president" { "inspector" } else { "president" };
                let edit = PersonEdit { name: person.name, function: function.into(), roles: person.roles };
                identity.edit_person(db, &by, person.id, &edit).unwrap();
            }
        }
        Event::Leaves(who) => {
            if let Some(person) = found(who) {
                identity.disable_person(db, &by, person.id).unwrap();
            }
        }
        Event::ComesBack(who) => {
            if let Some(person) = found(who).filter(|person| !person.active) {
                let temporary =
                    identity.enable_person(db, &by, person.id, &*house.clock, &*house.chance).unwrap();
                let signed_in = house.enter(&login(who), temporary.reveal()).unwrap();
                house.change(&signed_in.who, temporary.reveal(), OWN).unwrap();
            }
        }
        Event::Arrives(_) => {}
    }
    house.publish();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_order_of_arrival_gives_the_same_keys(
        events in proptest::collection::vec(event(), 1..12),
        arrivals in proptest::collection::vec((0usize..3, 0u8..3, 1u64..4), 0..20),
    ) {
        let world = MemoryJournals::world(3);
        let houses: Vec<House> = world
            .iter()
            .map(|journals| {
                let house = House::at(Place::sqlite(), Arc::clone(journals), vec![module()]);
                house.chief();
                house
            })
            .collect();
        for (at, event) in events {
            happen(&houses[at], event);
        }
        // Each node hears of the others a few entries at a time, in an order of its own.
        let mut heard = [[0u64; 3]; 3];
        for (node, origin, more) in arrivals {
            let size = &mut heard[node][usize::from(origin)];
            *size += more;
            world[node].see(MemberIndex(origin), *size);
            houses[node].road.catch_up(|_| {}).unwrap();
        }
        for (house, journals) in houses.iter().zip(&world) {
            journals.see_all();
            house.road.catch_up(|_| {}).unwrap();
        }
        let digests: Vec<_> = houses.iter().map(|house| house.road.digest().unwrap()).collect();
        prop_assert!(digests.iter().all(|digest| *digest == digests[0]));
        houses[0].road.rebuild(|_| {}).unwrap();
        prop_assert_eq!(houses[0].road.digest().unwrap(), digests[0]);
        // And nothing is left to tell.
        prop_assert!(houses.iter().all(|house| house.publish() == 0));
    }
}
