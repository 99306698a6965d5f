//! The visible legal clock: what is due, by whom, since when, until when. Pure.
//!
//! A delay runs from the moment the authority that owes something has stored and cosigned the step that asks for it
//! (PROTOCOL.md, Clocks: the author's own time is only a claim). Until that is known, it has not started. Whether something
//! was done in time is proven when its first cosignature by an authority concerned falls within the delay; when a line was
//! cut meanwhile, its author's word is taken and said to be one.

use super::delays::{Delay, Delays};
use super::fold::{Case, Folded};
use super::model::{CaseKind, Duty, Event, Place, Step};
use liptako_core::{Charter, MemberIndex, UnixSeconds, Verdict};
use std::collections::BTreeMap;

/// When each other authority first cosigned each step, as far as this node knows.
pub type Cosigned = BTreeMap<Place, Vec<(MemberIndex, UnixSeconds)>>;

const DAY: i64 = 86_400;

/// Where a delay stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockState {
    /// The authority that owes it has not stored the step yet, as far as this node knows.
    NotStarted,
    /// It runs.
    Running {
        /// Whether its end is so near that the authority is told again.
        is_near: bool,
    },
    /// Done in time.
    Met {
        /// When: first cosigned, or, when not proven, as its author says.
        at: UnixSeconds,
        /// Whether a cosignature within the delay proves it.
        is_proven: bool,
    },
    /// Not done, and the end has passed.
    Late,
    /// Done after the end.
    DoneLate {
        /// When, as its author says.
        at: UnixSeconds,
    },
    /// No longer due: the case was closed before the end, the text was decided without it, or the window has passed.
    Lapsed,
}

impl ClockState {
    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::Running { is_near: false } => "running",
            Self::Running { is_near: true } => "near",
            Self::Met { .. } => "met",
            Self::Late => "late",
            Self::DoneLate { .. } => "done-late",
            Self::Lapsed => "lapsed",
        }
    }

    /// Whether something is still awaited.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotStarted | Self::Running { .. } | Self::Late)
    }
}

/// One delay of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// What is due.
    pub duty: Duty,
    /// By whom.
    pub whose: MemberIndex,
    /// The step that it runs from.
    pub about: Place,
    /// When it began.
    pub starts: Option<UnixSeconds>,
    /// Its last second, extension included.
    pub ends: Option<UnixSeconds>,
    /// Days that the authority added.
    pub extended: u16,
    /// Whether it is a time in which something may be sought, not something owed.
    pub is_window: bool,
    /// Reminders sent about it.
    pub reminders: usize,
    /// Where it stands.
    pub state: ClockState,
}

impl Deadline {
    /// Whole days left, negative once late; none before it has started.
    pub fn days_left(&self, now: UnixSeconds) -> Option<i64> {
        self.ends.map(|ends| ends.saturating_sub(now).div_euclid(DAY))
    }
}

/// What the clock is read from.
#[derive(Clone, Copy)]
pub struct Dial<'a> {
    /// The members and their countries.
    pub charter: &'a Charter,
    /// How long things take.
    pub delays: &'a Delays,
    /// The steps of the case.
    pub events: &'a [Event],
    /// What follows from them.
    pub folded: &'a Folded,
    /// First cosignatures.
    pub cosigned: &'a Cosigned,
    /// Now, by this node's clock.
    pub now: UnixSeconds,
}

/// What is due, before it is known whether it was done.
struct Due<'e> {
    duty: Duty,
    whose: MemberIndex,
    from: &'e Event,
    done: Option<&'e Event>,
    has_lapsed: bool,
}

/// Every delay of the case, in the order in which they began to exist.
pub fn deadlines(dial: Dial<'_>) -> Vec<Deadline> {
    let Some(kind) = dial.folded.case.kind() else { return Vec::new() };
    let mut all = Vec::new();
    for due in dial.dues() {
        match due.duty {
            Duty::Measure => all.extend(dial.measure(&due)),
            duty => {
                if let Some(delay) = dial.delays.of(kind, duty) {
                    all.push(dial.deadline(&due, delay));
                }
            }
        }
    }
    all
}

impl<'a> Dial<'a> {
    fn case(&self) -> &'a Case {
        &self.folded.case
    }

    /// The regular steps, in the one order.
    fn regular(&self) -> Vec<&'a Event> {
        let marks = &self.folded.marks;
        let mut all: Vec<&Event> = self
            .events
            .iter()
            .zip(marks)
            .filter(|(_, mark)| mark.is_none())
            .map(|(event, _)| event)
            .collect();
        all.sort_unstable_by_key(|event| event.order);
        all
    }

    /// When this member first stored the step; for its own step, when another authority concerned did.
    fn stored(&self, event: &Event, member: MemberIndex) -> Option<UnixSeconds> {
        let known = self.cosigned.get(&event.place)?;
        let is_own = event.place.origin == member;
        let counts = |who: &MemberIndex| {
            if is_own { *who != member && event.audience.contains(*who) } else { *who == member }
        };
        known.iter().filter(|(who, _)| counts(who)).map(|(_, at)| *at).min()
    }

    fn dues(&self) -> Vec<Due<'a>> {
        let steps = self.regular();
        let mut dues = Vec::new();
        if let Some(opening) = steps.iter().copied().find(|event| matches!(event.step, Step::Opened(_))) {
            self.opening_dues(opening, &steps, &mut dues);
        }
        self.admissibility(&steps, &mut dues);
        self.replies(&steps, &mut dues);
        self.texts(&steps, &mut dues);
        for event in &steps {
            if matches!(event.step, Step::Urgent { .. }) {
                let whose = event.place.origin;
                dues.push(Due { duty: Duty::Measure, whose, from: event, done: None, has_lapsed: false });
            }
        }
        dues
    }

    fn opening_dues(&self, opening: &'a Event, steps: &[&'a Event], dues: &mut Vec<Due<'a>>) {
        let Step::Opened(what) = &opening.step else { return };
        let by = opening.place.origin;
        if what.kind == CaseKind::Complaint && what.received.is_some() {
            let duty = Duty::Transmission;
            dues.push(Due { duty, whose: by, from: opening, done: Some(opening), has_lapsed: false });
        }
        let others =
            self.charter.indices().filter(|member| *member != by && opening.audience.contains(*member));
        for whose in others {
            let done = steps.iter().copied().find(|event| event.place.origin == whose);
            let duty = Duty::Acknowledgement;
            dues.push(Due { duty, whose, from: opening, done, has_lapsed: false });
        }
        let lead = self.case().lead().unwrap_or(by);
        let last = |wanted: fn(&Step) -> bool| steps.iter().rev().copied().find(|event| wanted(&event.step));
        if what.kind == CaseKind::Complaint {
            let done = last(|step| matches!(step, Step::EarlyResolution { .. }));
            let duty = Duty::EarlyResolution;
            // The window is the receiving authority's until a lead is agreed.
            let whose = self.case().agreed_lead.or_else(|| self.receiver(opening)).unwrap_or(lead);
            dues.push(Due { duty, whose, from: opening, done, has_lapsed: false });
        }
        let done = match self.case().closed {
            Some((place, ..)) => steps.iter().copied().find(|event| event.place == place),
            None => None,
        };
        dues.push(Due { duty: Duty::Closing, whose: lead, from: opening, done, has_lapsed: false });
    }

    fn receiver(&self, opening: &Event) -> Option<MemberIndex> {
        let by = opening.place.origin;
        self.charter.indices().find(|member| *member != by && opening.audience.contains(*member))
    }

    /// Admissibility is owed by those who received the case, again after each completion; completion by the opener, after
    /// each “no”.
    fn admissibility(&self, steps: &[&'a Event], dues: &mut Vec<Due<'a>>) {
        let Some(opener) = self.case().opener() else { return };
        let asks = |step: &Step| matches!(step, Step::Opened(_) | Step::Completed { .. });
        for (at, from) in steps.iter().enumerate().filter(|(_, event)| asks(&event.step)) {
            let members = self.charter.indices().filter(|member| from.audience.contains(*member));
            for whose in members.filter(|member| *member != opener) {
                let said = |event: &&&Event| {
                    event.place.origin == whose && matches!(event.step, Step::Admissibility { .. })
                };
                let done = steps[at + 1..].iter().find(said).copied();
                let is_anothers = self.case().agreed_lead.is_some_and(|lead| lead != whose);
                let again = steps[at + 1..].iter().any(|event| asks(&event.step));
                let has_lapsed = done.is_none() && (is_anothers || again);
                dues.push(Due { duty: Duty::Admissibility, whose, from, done, has_lapsed });
            }
        }
        for (at, from) in steps.iter().enumerate() {
            if !matches!(from.step, Step::Admissibility { is_admissible: false, .. }) {
                continue;
            }
            let done =
                steps[at + 1..].iter().find(|event| matches!(event.step, Step::Completed { .. })).copied();
            dues.push(Due { duty: Duty::Completion, whose: opener, from, done, has_lapsed: false });
        }
    }

    fn replies(&self, steps: &[&'a Event], dues: &mut Vec<Due<'a>>) {
        let find = |place: Place| steps.iter().copied().find(|event| event.place == place);
        for asked in &self.case().asked {
            let Some(from) = find(asked.place) else { continue };
            let done = asked.answered.and_then(find);
            dues.push(Due { duty: Duty::Reply, whose: asked.to, from, done, has_lapsed: false });
        }
    }

    fn texts(&self, steps: &[&'a Event], dues: &mut Vec<Due<'a>>) {
        let find = |place: Place| steps.iter().copied().find(|event| event.place == place);
        for (at, text) in self.case().texts.iter().enumerate() {
            let Some(from) = find(text.place) else { continue };
            for whose in self.charter.indices().filter(|member| text.concerned.contains(*member)) {
                let spoken = text.positions.iter().find(|(who, ..)| *who == whose);
                let done = spoken.and_then(|(.., place)| find(*place));
                let has_lapsed = done.is_none() && text.verdict != Verdict::Open;
                dues.push(Due { duty: Duty::Position, whose, from, done, has_lapsed });
            }
            let refusal = text.positions.iter().find(|(_, agrees, _)| !agrees);
            if text.verdict == Verdict::Rejected
                && let Some(from) = refusal.and_then(|(.., place)| find(*place))
            {
                let done = self.case().texts.get(at + 1).and_then(|next| find(next.place));
                let whose = self.case().lead().unwrap_or(text.place.origin);
                dues.push(Due { duty: Duty::Revision, whose, from, done, has_lapsed: false });
            }
        }
    }

    fn country(&self, member: MemberIndex) -> super::delays::Country {
        let code = self.charter.member(member).map_or("", |member| member.country.as_str());
        self.delays.country(code)
    }

    fn deadline(&self, due: &Due<'a>, delay: &Delay) -> Deadline {
        let about = due.from.place;
        let country = self.country(due.whose);
        let starts = match (&due.from.step, due.duty) {
            (Step::Opened(opening), Duty::Transmission) => opening.received.map(|day| country.end_of(day)),
            _ => self.stored(due.from, due.whose),
        };
        let unextended = starts.map(|starts| country.end(starts, delay.length, 0));
        let extended = self.extension(due, unextended).min(delay.extension);
        let ends = starts.map(|starts| country.end(starts, delay.length, extended));
        let is_window = due.duty == Duty::EarlyResolution;
        let state = self.state(due, ends, is_window, &delay.alerts);
        let reminders = self.reminders(due);
        Deadline {
            duty: due.duty,
            whose: due.whose,
            about,
            starts,
            ends,
            extended,
            is_window,
            reminders,
            state,
        }
    }

    /// Days taken for this duty, when they were taken before its end.
    fn extension(&self, due: &Due<'_>, end: Option<UnixSeconds>) -> u16 {
        let taken = |event: &&Event| match &event.step {
            Step::Extension { duty, about, days, .. } => {
                let is_this = (event.place.origin, *duty, *about) == (due.whose, due.duty, due.from.place);
                (is_this && end.is_none_or(|end| event.seconds <= end)).then_some(*days)
            }
            _ => None,
        };
        self.regular().iter().find_map(taken).unwrap_or(0)
    }

    fn reminders(&self, due: &Due<'_>) -> usize {
        let is_this = |event: &&&Event| {
            matches!(&event.step, Step::Reminder { to, duty, about, .. }
                if (*to, *duty, *about) == (due.whose, due.duty, due.from.place))
        };
        self.regular().iter().filter(is_this).count()
    }

    fn state(&self, due: &Due<'a>, ends: Option<UnixSeconds>, is_window: bool, alerts: &[u16]) -> ClockState {
        if let Some(done) = due.done {
            let proof = self.stored(done, done.place.origin);
            return match (ends, proof) {
                (None, Some(at)) => ClockState::Met { at, is_proven: true },
                (None, None) => ClockState::Met { at: done.seconds, is_proven: false },
                (Some(ends), Some(at)) if at <= ends => ClockState::Met { at, is_proven: true },
                (Some(ends), _) if done.seconds <= ends => {
                    ClockState::Met { at: done.seconds, is_proven: false }
                }
                _ => ClockState::DoneLate { at: done.seconds },
            };
        }
        if due.has_lapsed {
            return ClockState::Lapsed;
        }
        let closed = self.case().closed.map(|(_, at, _)| at);
        match ends {
            None if closed.is_some() => ClockState::Lapsed,
            None => ClockState::NotStarted,
            Some(ends) if closed.is_some_and(|at| at <= ends) => ClockState::Lapsed,
            Some(ends) if self.now > ends && is_window => ClockState::Lapsed,
            Some(ends) if self.now > ends => ClockState::Late,
            Some(ends) => {
                let left = ends.saturating_sub(self.now);
                let is_near = alerts.iter().any(|days| left <= i64::from(*days) * DAY);
                ClockState::Running { is_near }
            }
        }
    }

    fn measure(&self, due: &Due<'a>) -> Option<Deadline> {
        let Step::Urgent { until, .. } = &due.from.step else { return None };
        let ends = Some(self.country(due.whose).end_of(*until));
        let starts = self.stored(due.from, due.whose);
        let state = self.state(due, ends, true, &[7]);
        let (about, reminders) = (due.from.place, self.reminders(due));
        let (duty, whose) = (Duty::Measure, due.whose);
        Some(Deadline { duty, whose, about, starts, ends, extended: 0, is_window: true, reminders, state })
    }
}
