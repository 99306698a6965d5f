//! From CEL to a condition: every name is looked up, every type checked, before anything is evaluated.

use super::{List, Number, Order, Term, Test};
use crate::guide::fault::{GuideProblem, MAX_CONDITION};
use crate::guide::model::{Condition, Fact, FactShape};
use crate::profile::{Code, Question, Questionnaire, Shape};
use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};
use cel::parser::Parser;

/// Deepest nesting of brackets in a condition.
const MAX_DEPTH: usize = 8;
/// Most dots, signs of comparison, brackets and negations between two of `&&`, `||` and commas.
const MAX_CHAIN: usize = 24;

/// What a condition may read.
pub(in crate::guide) struct Names<'a> {
    pub(in crate::guide) facts: &'a [Fact],
    /// LawNames and rules; none where only facts can be read.
    pub(in crate::guide) laws: Option<LawNames<'a>>,
}

/// The questions and the rules a condition may read.
pub(in crate::guide) struct LawNames<'a> {
    pub(in crate::guide) questionnaire: &'a Questionnaire,
    /// Questions read so far, in the order in which they were met.
    pub(in crate::guide) questions: Vec<Question>,
    pub(in crate::guide) rules: &'a [Code],
    /// The countries whose laws are asked: what `here` may be.
    pub(in crate::guide) countries: &'a [Code],
}

impl LawNames<'_> {
    /// The place of a question among those read, which it joins.
    pub(in crate::guide) fn place(&mut self, id: &str) -> Option<usize> {
        if let Some(place) = self.questions.iter().position(|question| question.id.as_str() == id) {
            return Some(place);
        }
        self.questions.push(self.questionnaire.question(id)?.clone());
        Some(self.questions.len() - 1)
    }
}

/// What an expression is, with the codes it may hold.
enum Typed {
    Test(Test),
    Term(Term, Vec<Code>, String),
    List(List, Vec<Code>, String),
    Number(Number),
    /// A time, a sum or a text: reported, never compared.
    Opaque,
}

impl Typed {
    const fn name(&self) -> &'static str {
        match self {
            Self::Test(_) => "yes or no",
            Self::Term(..) => "one code",
            Self::List(..) => "a list of codes",
            Self::Number(_) => "a number",
            Self::Opaque => "a time, a sum or a text, which can only be reported",
        }
    }
}

/// Reads a condition.
pub(in crate::guide) fn compile(source: &str, names: &mut Names<'_>) -> Result<Condition, GuideProblem> {
    if source.len() > MAX_CONDITION {
        return Err(GuideProblem::LongCondition);
    }
    check_depth(source)?;
    let parser = Parser::new().error_recovery_limit(4);
    let parsed = parser.parse(source).map_err(|faults| {
        let first = faults.errors.into_iter().next().map(|fault| fault.msg).unwrap_or_default();
        GuideProblem::Syntax(first.chars().take(200).collect())
    })?;
    let test = test(&parsed, names)?;
    Ok(Condition { source: source.trim().to_owned(), test })
}

/// Refuses what would nest deeply, before the parser meets it: it goes down one call per level, and its own bound does
/// not hold for every kind of nesting. What could only nest by parts of CEL that conditions may not use is refused
/// with them.
fn check_depth(source: &str) -> Result<(), GuideProblem> {
    let (mut depth, mut chain, mut quote) = (0usize, 0usize, None);
    for c in source.chars() {
        match (quote, c) {
            (_, '\\') => return Err(GuideProblem::Forbidden("a backslash")),
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => {
                quote = Some(c);
                chain += 1;
            }
            (None, '?' | ':') => return Err(GuideProblem::Forbidden("a ? b : c; write && and ||")),
            (None, '+' | '-' | '*' | '/' | '%') => return Err(GuideProblem::Forbidden("arithmetic")),
            (None, '{' | '}') => return Err(GuideProblem::Forbidden("maps")),
            (None, '(' | '[') => {
                depth += 1;
                chain += 1;
            }
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, '&' | '|' | ',') => chain = 0,
            (None, '.' | '!' | '<' | '>' | '=' | ' ' | '\n') => chain += 1,
            (None, _) => {}
        }
        if depth > MAX_DEPTH || chain > MAX_CHAIN {
            return Err(GuideProblem::Forbidden("so deep a nesting"));
        }
    }
    Ok(())
}

fn wrong(expr: &IdedExpr, found: &Typed, wanted: &'static str) -> GuideProblem {
    GuideProblem::Type { what: said(expr), found: found.name(), wanted }
}

/// An expression in short, for a fault.
fn said(expr: &IdedExpr) -> String {
    match &expr.expr {
        Expr::Ident(_) | Expr::Select(_) => {
            segments(expr).map_or_else(|| "…".to_owned(), |names| names.join("."))
        }
        Expr::Literal(LiteralValue::String(text)) => text.inner().chars().take(40).collect(),
        Expr::Literal(LiteralValue::Int(number)) => number.inner().to_string(),
        Expr::Literal(LiteralValue::Boolean(yes)) => yes.inner().to_string(),
        Expr::List(_) => "[…]".to_owned(),
        Expr::Call(call) => format!("{}(…)", call.func_name.trim_matches('_')),
        _ => "…".to_owned(),
    }
}

/// `a.b.c` as its parts; nothing for what is not a name.
fn segments(expr: &IdedExpr) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut expr = &expr.expr;
    loop {
        match expr {
            Expr::Ident(name) => {
                names.push(name.as_str());
                names.reverse();
                return Some(names);
            }
            Expr::Select(select) if !select.test => {
                names.push(select.field.as_str());
                expr = &select.operand.expr;
            }
            _ => return None,
        }
    }
}

fn test(expr: &IdedExpr, names: &mut Names<'_>) -> Result<Test, GuideProblem> {
    match typed(expr, names)? {
        Typed::Test(test) => Ok(test),
        other => Err(wrong(expr, &other, "yes or no")),
    }
}

fn typed(expr: &IdedExpr, names: &mut Names<'_>) -> Result<Typed, GuideProblem> {
    match &expr.expr {
        Expr::Literal(LiteralValue::Boolean(yes)) => Ok(Typed::Test(Test::Fixed(*yes.inner()))),
        Expr::Literal(LiteralValue::String(text)) => {
            Ok(Typed::Term(Term::Literal(text.inner().into()), Vec::new(), said(expr)))
        }
        Expr::Literal(LiteralValue::Int(number)) => Ok(Typed::Number(Number::Literal(*number.inner()))),
        Expr::Literal(_) => Err(GuideProblem::Forbidden("this kind of literal")),
        Expr::Select(select) if select.test => {
            Err(GuideProblem::Forbidden("has(…): what is unknown would look like “no”"))
        }
        Expr::Ident(_) | Expr::Select(_) => {
            let Some(path) = segments(expr) else {
                return Err(GuideProblem::Forbidden("fields of what is not a name"));
            };
            name(&path, names)
        }
        Expr::List(list) => {
            let mut codes = Vec::new();
            for element in &list.elements {
                match typed(element, names)? {
                    Typed::Term(Term::Literal(code), ..) => codes.push(code),
                    other => return Err(wrong(element, &other, "a code between quotes")),
                }
            }
            Ok(Typed::List(List::Literal(codes), Vec::new(), said(expr)))
        }
        Expr::Call(call) => self::call(call, names),
        Expr::Comprehension(_) => Err(GuideProblem::Forbidden("macros such as exists(…) or all(…)")),
        Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => Err(GuideProblem::Forbidden("maps")),
    }
}

/// What a name stands for.
fn name(path: &[&str], names: &mut Names<'_>) -> Result<Typed, GuideProblem> {
    match path {
        ["here"] if names.laws.is_some() => {
            let countries = names.laws.as_ref().map(|laws| laws.countries.to_vec()).unwrap_or_default();
            Ok(Typed::Term(Term::Here, countries, "here".to_owned()))
        }
        ["law" | "rule" | "here", ..] if names.laws.is_none() => Err(GuideProblem::FactsOnly(path.join("."))),
        ["law", rest @ ..] => law(&rest.join("."), names),
        ["rule", rest @ ..] => {
            let id = rest.join(".");
            let rules = names.laws.as_ref().map(|laws| laws.rules).unwrap_or_default();
            let place = rules.iter().position(|rule| rule.as_str() == id);
            place.map(|place| Typed::Test(Test::Rule(place))).ok_or(GuideProblem::UndeclaredRule(id))
        }
        _ => {
            let id = path.join(".");
            let place = names.facts.iter().position(|fact| fact.id.as_str() == id);
            let Some(place) = place else { return Err(GuideProblem::UndeclaredFact(id)) };
            let fact = &names.facts[place];
            if fact.is_for_letter && names.laws.is_some() {
                return Err(GuideProblem::LetterOnly(id));
            }
            let codes = || fact.shape.choices().iter().map(|choice| choice.code.clone()).collect();
            Ok(match fact.shape {
                FactShape::YesNo => Typed::Test(Test::Fact(place)),
                FactShape::Choice(_) => Typed::Term(Term::Fact(place), codes(), id),
                FactShape::Choices(_) => Typed::List(List::Fact(place), codes(), id),
                FactShape::Count => Typed::Number(Number::Fact(place)),
            })
        }
    }
}

fn law(id: &str, names: &mut Names<'_>) -> Result<Typed, GuideProblem> {
    let undeclared = || GuideProblem::UndeclaredQuestion(id.to_owned());
    let laws = names.laws.as_mut().ok_or_else(undeclared)?;
    let place = laws.place(id).ok_or_else(undeclared)?;
    let said = || format!("law.{id}");
    Ok(match &laws.questions[place].shape {
        Shape::Bool => Typed::Test(Test::Law(place)),
        Shape::Choice(codes) => Typed::Term(Term::Law(place), codes.clone(), said()),
        Shape::Choices(codes) => Typed::List(List::Law(place), codes.clone(), said()),
        Shape::Integer(_) => Typed::Number(Number::Law(place)),
        Shape::Duration | Shape::Amount | Shape::Text => Typed::Opaque,
    })
}

fn call(call: &CallExpr, names: &mut Names<'_>) -> Result<Typed, GuideProblem> {
    let function = call.func_name.as_str();
    if call.target.is_some() {
        return Err(GuideProblem::UnknownFunction(function.to_owned()));
    }
    let made = match (function, call.args.as_slice()) {
        (operators::LOGICAL_NOT, [inner]) => Test::Not(Box::new(test(inner, names)?)),
        (operators::LOGICAL_AND, parts) => Test::All(flat(function, parts, names)?),
        (operators::LOGICAL_OR, parts) => Test::Any(flat(function, parts, names)?),
        (operators::EQUALS, [left, right]) => same(left, right, names)?,
        (operators::NOT_EQUALS, [left, right]) => Test::Not(Box::new(same(left, right, names)?)),
        (operators::LESS, [left, right]) => compared(left, Order::Below, right, names)?,
        (operators::LESS_EQUALS, [left, right]) => compared(left, Order::AtMost, right, names)?,
        (operators::GREATER, [left, right]) => compared(left, Order::Above, right, names)?,
        (operators::GREATER_EQUALS, [left, right]) => compared(left, Order::AtLeast, right, names)?,
        (operators::IN, [term, list]) => {
            let ((term, of_term), (list, of_list)) = (self::term(term, names)?, self::list(list, names)?);
            check_codes(&of_term, &of_list)?;
            Test::Among(term, list)
        }
        ("overlap", [left, right]) => {
            let ((left, of_left), (right, of_right)) = (self::list(left, names)?, self::list(right, names)?);
            check_codes(&of_left, &of_right)?;
            Test::Overlap(left, right)
        }
        ("beyond", [list, term]) => {
            let ((list, of_list), (term, of_term)) = (self::list(list, names)?, self::term(term, names)?);
            check_codes(&of_list, &of_term)?;
            Test::Beyond(list, term)
        }
        (operators::INDEX | operators::OPT_INDEX | operators::OPT_SELECT, _) => {
            return Err(GuideProblem::Forbidden("brackets after a name"));
        }
        _ => return Err(GuideProblem::UnknownFunction(function.chars().take(40).collect())),
    };
    Ok(Typed::Test(made))
}

/// The parts of `a && b && c`, whichever way they are nested.
fn flat(function: &str, parts: &[IdedExpr], names: &mut Names<'_>) -> Result<Vec<Test>, GuideProblem> {
    let mut tests = Vec::new();
    for part in parts {
        match &part.expr {
            Expr::Call(inner) if inner.func_name == function && inner.target.is_none() => {
                tests.extend(flat(function, &inner.args, names)?);
            }
            _ => tests.push(test(part, names)?),
        }
    }
    Ok(tests)
}

/// What a side may hold: its codes, and what it is called; codes written out have no such bound.
struct Offered {
    codes: Vec<Code>,
    name: String,
    written: Vec<Box<str>>,
}

fn term(expr: &IdedExpr, names: &mut Names<'_>) -> Result<(Term, Offered), GuideProblem> {
    match typed(expr, names)? {
        Typed::Term(term, codes, name) => {
            let written = match &term {
                Term::Literal(code) => vec![code.clone()],
                Term::Here => codes.iter().map(|code| code.as_str().into()).collect(),
                Term::Fact(_) | Term::Law(_) => Vec::new(),
            };
            Ok((term, Offered { codes, name, written }))
        }
        other => Err(wrong(expr, &other, "one code")),
    }
}

fn list(expr: &IdedExpr, names: &mut Names<'_>) -> Result<(List, Offered), GuideProblem> {
    match typed(expr, names)? {
        Typed::List(list, codes, name) => {
            let written = match &list {
                List::Literal(codes) => codes.clone(),
                _ => Vec::new(),
            };
            Ok((list, Offered { codes, name, written }))
        }
        other => Err(wrong(expr, &other, "a list of codes")),
    }
}

/// A code written out must be one that the other side may hold: otherwise the condition can never be so.
fn check_codes(left: &Offered, right: &Offered) -> Result<(), GuideProblem> {
    for (written, of) in [(&left.written, right), (&right.written, left)] {
        for code in written {
            if !of.codes.is_empty() && !of.codes.iter().any(|offered| offered.as_str() == &**code) {
                let offered = of.codes.iter().map(Code::as_str).collect::<Vec<_>>().join(", ");
                let code = code.chars().take(80).collect();
                return Err(GuideProblem::UnknownCode { code, name: of.name.clone(), offered });
            }
        }
    }
    Ok(())
}

fn same(left: &IdedExpr, right: &IdedExpr, names: &mut Names<'_>) -> Result<Test, GuideProblem> {
    let (a, b) = (typed(left, names)?, typed(right, names)?);
    match (a, b) {
        (Typed::Test(test), Typed::Test(Test::Fixed(yes)))
        | (Typed::Test(Test::Fixed(yes)), Typed::Test(test)) => {
            Ok(if yes { test } else { Test::Not(Box::new(test)) })
        }
        (Typed::Term(..), Typed::Term(..)) => {
            let ((a, of_a), (b, of_b)) = (term(left, names)?, term(right, names)?);
            check_codes(&of_a, &of_b)?;
            Ok(Test::Same(a, b))
        }
        (Typed::Number(a), Typed::Number(b)) => Ok(Test::Compare(a, Order::Same, b)),
        (Typed::Term(..), other) => Err(wrong(right, &other, "one code")),
        (Typed::Number(_), other) => Err(wrong(right, &other, "a number")),
        (Typed::Test(_), other) => Err(wrong(right, &other, "true or false")),
        (other, _) => Err(wrong(left, &other, "yes or no, one code or a number")),
    }
}

fn compared(
    left: &IdedExpr,
    order: Order,
    right: &IdedExpr,
    names: &mut Names<'_>,
) -> Result<Test, GuideProblem> {
    match (typed(left, names)?, typed(right, names)?) {
        (Typed::Number(a), Typed::Number(b)) => Ok(Test::Compare(a, order, b)),
        (Typed::Number(_), other) => Err(wrong(right, &other, "a number")),
        (other, _) => Err(wrong(left, &other, "a number")),
    }
}
