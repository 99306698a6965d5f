//! The command line: what can be typed, with its help in English here and in French in `i18n/cli.fr.ftl`.

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use liptako_core::Lang;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The common house of the data-protection authorities: one node.
#[derive(Debug, Parser)]
#[command(name = "liptako", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Directory of the node
    #[arg(long, global = true, env = "LIPTAKO_DIR", default_value = "liptako-data", value_name = "FOLDER")]
    pub dir: PathBuf,
    /// Answer in JSON, for scripts
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of messages: fr or en
    #[arg(long, global = true, env = "LIPTAKO_LANG", value_name = "LANGUAGE")]
    pub lang: Option<String>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a node: its directory, keys, settings and journal
    Init(Init),
    /// Run the node: the officers' pages and the exchange with the peers
    Serve,
    /// Start three joined nodes with fictional data on this machine
    Demo(Demo),
    /// People: accounts, functions and roles
    #[command(subcommand)]
    User(User),
    /// The joint action plan
    #[command(subcommand)]
    Plan(Plan),
    /// What the three laws ask of a processing: who must comply, with what
    Guide(Guide),
    /// The laws side by side: profiles as files
    #[command(subcommand)]
    Law(Law),
    /// The library of practices
    #[command(subcommand)]
    Practice(Practice),
    /// Exhibits of an inspection: seal a folder, verify it later; no node is needed
    #[command(subcommand)]
    Evidence(Evidence),
    /// Cross-border cases, as far as this authority is concerned
    #[command(subcommand)]
    Case(Case),
    /// Advisories: STIX and MISP files out and in
    #[command(subcommand)]
    Advisory(Advisory),
    /// The common vocabulary
    #[command(subcommand)]
    Vocabulary(Vocabulary),
    /// The signed journals
    #[command(subcommand)]
    Journal(Journal),
    /// The exchange on a USB stick
    #[command(subcommand)]
    Bundle(Bundle),
    /// The other authorities' nodes
    Peers(Peers),
    /// Copy everything this node holds into a folder, while it runs
    Backup(Backup),
    /// Make a node again from a backup, on this machine or another
    Restore(Restore),
    /// Make the tables again from the journals
    Rebuild,
    /// Settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// Code of the authority in the charter: ml, bf or ne
    #[arg(long, value_name = "CODE")]
    pub authority: String,
    /// Charter to use instead of the three founding members'
    #[arg(long, value_name = "FILE")]
    pub charter: Option<PathBuf>,
    /// Address of the pages
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8100")]
    pub listen: SocketAddr,
    /// Address where peers may dial
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub exchange: Option<SocketAddr>,
    /// Database: sqlite, or a postgres://… address
    #[arg(long, value_name = "DATABASE", default_value = "sqlite")]
    pub database: String,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder of the three nodes
    #[arg(long, value_name = "FOLDER", default_value = "liptako-demo")]
    pub folder: PathBuf,
    /// First port of the pages; the two others follow
    #[arg(long, value_name = "PORT", default_value_t = 8101)]
    pub port: u16,
    /// First port of the exchange; the two others follow
    #[arg(long, value_name = "PORT", default_value_t = 9101)]
    pub exchange_port: u16,
    /// Prepare the nodes without starting them
    #[arg(long)]
    pub prepare_only: bool,
}

/// `user …`
#[derive(Debug, Subcommand)]
pub enum User {
    /// Create an account; the first administrator is created here and nowhere else
    Add {
        /// Name typed at sign-in
        login: String,
        /// The person's name, as it stands beside their acts
        #[arg(long)]
        name: String,
        /// Function in the authority, e.g. legal-officer
        #[arg(long)]
        function: String,
        /// Role; may be repeated: reader, drafter, approver, administrator
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
    /// List accounts
    List,
    /// Close an account and its sessions
    Disable {
        /// Name typed at sign-in
        login: String,
    },
    /// Give a temporary password, to be changed at the next sign-in
    Reset {
        /// Name typed at sign-in
        login: String,
    },
}

/// `plan …`
#[derive(Debug, Subcommand)]
pub enum Plan {
    /// How far each axis is
    Overview,
    /// List the actions
    List {
        /// Only this axis, 1 to 4
        #[arg(long)]
        axis: Option<u32>,
        /// Only the actions of this authority
        #[arg(long, value_name = "CODE")]
        owner: Option<String>,
        /// Only late actions
        #[arg(long)]
        late: bool,
        /// Words to look for
        #[arg(long)]
        search: Option<String>,
    },
    /// Show one action with its history
    Show {
        /// Identifier of the action
        action: String,
    },
    /// List the proposals, the open ones first
    Proposals,
    /// Agree to a proposal or refuse it, as an officer (the node must be stopped)
    Decide {
        /// Identifier of the proposal
        proposal: String,
        /// Your login
        #[arg(long)]
        login: String,
        /// Refuse instead of agreeing
        #[arg(long)]
        refuse: bool,
        /// Why
        #[arg(long, default_value = "")]
        reason: String,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Arguments of `guide`.
#[derive(Debug, Args)]
pub struct Guide {
    /// A fact and its value, as often as needed: --fact data=health --fact video=yes
    #[arg(long = "fact", value_name = "FACT=VALUE")]
    pub facts: Vec<String>,
    /// List the facts and the values they take
    #[arg(long)]
    pub list_facts: bool,
}

/// `evidence …`
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// Seal a folder: write beside it what every file is, down to blocks of 64 KiB
    Seal {
        /// The folder of exhibits
        folder: PathBuf,
        /// Folder to write the seal to, which must not exist yet (by default: FOLDER.seal)
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
        /// What it is, in a few words
        #[arg(long, default_value = "")]
        title: String,
        /// Number of the case or of the inspection
        #[arg(long, default_value = "")]
        reference: String,
    },
    /// Compare a folder with its seal and name every change; check the date when the proof is there
    Verify {
        /// The folder of exhibits
        folder: PathBuf,
        /// Its seal (by default: FOLDER.seal)
        #[arg(long, value_name = "FOLDER")]
        seal: Option<PathBuf>,
        /// Cards of the authorities, to check the proof without a node
        #[arg(long = "card", value_name = "FILE")]
        cards: Vec<PathBuf>,
    },
}

/// `case …`
#[derive(Debug, Subcommand)]
pub enum Case {
    /// List the cases, the one with the newest step first
    List {
        /// Only this kind: information, complaint, inspection, consultation, urgent, opinion
        #[arg(long)]
        kind: Option<String>,
        /// Only those that are not closed
        #[arg(long)]
        open: bool,
        /// Words to look for in number, title and controller
        #[arg(long)]
        search: Option<String>,
    },
    /// Show one case: its state, its clock, its timeline
    Show {
        /// Its number, such as ML-2026-0007
        number: String,
    },
    /// Write one case whole as PDF, DOCX or JSON: it holds personal data
    Export {
        /// Its number, such as ML-2026-0007
        number: String,
        /// File to write, ending with .pdf, .docx or .json
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Leave the complainant's name and contact out of PDF and DOCX
        #[arg(long)]
        without_person: bool,
    },
}

/// `law …`
#[derive(Debug, Subcommand)]
pub enum Law {
    /// Write an instrument's profile as it stands, or the mappings between the laws
    Export {
        /// Identifier of the instrument, e.g. ml_2013_015
        #[arg(long, required_unless_present = "mappings", conflicts_with = "mappings")]
        instrument: Option<String>,
        /// The mappings between the three laws instead (YAML of CISO Assistant)
        #[arg(long)]
        mappings: bool,
        /// toml (native file), csv, xlsx, or yaml (framework of CISO Assistant)
        #[arg(long, value_name = "FORMAT", default_value = "toml", conflicts_with = "mappings")]
        format: String,
        /// File to write instead of standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Read a profile's file (.toml, .csv, .xlsx) and tell every fault, without needing a node
    Check {
        /// The file
        file: PathBuf,
    },
    /// Record the answers of a file in your authority's column, all or none (the node must be stopped)
    Import {
        /// The file
        file: PathBuf,
        /// Identifier of the instrument, when the file does not say it
        #[arg(long)]
        instrument: Option<String>,
        /// Only show what would change; works while the node runs
        #[arg(long)]
        dry_run: bool,
        /// Your login
        #[arg(long, required_unless_present = "dry_run")]
        login: Option<String>,
        /// Why; recorded with each answer
        #[arg(long, required_unless_present = "dry_run")]
        reason: Option<String>,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
}

/// `practice …`
#[derive(Debug, Subcommand)]
pub enum Practice {
    /// List the practices, the newest first
    List {
        /// Only this kind: guide, checklist, template, decision, tool, lesson, question
        #[arg(long)]
        kind: Option<String>,
        /// Words to look for, in texts and attachments
        #[arg(long)]
        search: Option<String>,
        /// The drafts of this authority instead
        #[arg(long, conflicts_with_all = ["kind", "search"])]
        drafts: bool,
    },
    /// Show one practice: its text, versions, reviews, adoptions and feedback
    Show {
        /// Its name, e.g. bf-12
        practice: String,
    },
    /// Make drafts of the documents of a folder (md, txt, pdf, docx); goes on where it was cut. To attach pdf and docx the node must be stopped
    Import {
        /// The folder
        folder: PathBuf,
        /// Only tell what would be made
        #[arg(long)]
        dry_run: bool,
        /// Your login
        #[arg(long, required_unless_present = "dry_run")]
        login: Option<String>,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
    /// Write the newest version of every practice as Markdown into a new folder
    Export {
        /// The folder to make
        folder: PathBuf,
    },
}

/// Who looks at advisories.
#[derive(Debug, Args)]
pub struct AdvisoryReader {
    /// Your login: TLP:RED is shown only to the functions it names
    #[arg(long)]
    pub login: Option<String>,
    /// Read the password from standard input instead of asking
    #[arg(long, requires = "login")]
    pub password_stdin: bool,
}

/// `advisory …`
#[derive(Debug, Subcommand)]
pub enum Advisory {
    /// List the advisories, the newest first
    List {
        /// Only this marking: red, amber-strict, amber, green or clear
        #[arg(long, value_name = "LABEL")]
        label: Option<String>,
        /// Who looks
        #[command(flatten)]
        reader: AdvisoryReader,
    },
    /// Show one advisory
    Show {
        /// Identifier of the advisory
        advisory: String,
        /// Who looks
        #[command(flatten)]
        reader: AdvisoryReader,
    },
    /// Write one advisory as a file of another system
    Export {
        /// Identifier of the advisory
        advisory: String,
        /// stix (STIX 2.1) or misp (MISP event)
        #[arg(long, value_name = "FORMAT", value_parser = ["stix", "misp"])]
        format: String,
        /// File to write instead of standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Who looks
        #[command(flatten)]
        reader: AdvisoryReader,
    },
    /// Read a STIX 2.1 or MISP file and keep its advisories as drafts
    Import {
        /// The file
        file: PathBuf,
        /// Only show what it holds, without needing a node
        #[arg(long)]
        dry_run: bool,
        /// Your login
        #[arg(long, required_unless_present = "dry_run")]
        login: Option<String>,
        /// Read the password from standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
}

/// `vocabulary …`
#[derive(Debug, Subcommand)]
pub enum Vocabulary {
    /// Print the whole vocabulary, without needing a node
    Export {
        /// Form: ttl, jsonld or csv
        #[arg(long, value_name = "FORM", value_parser = ["ttl", "jsonld", "csv"])]
        format: String,
    },
}

/// `journal …`
#[derive(Debug, Subcommand)]
pub enum Journal {
    /// Show the journals, or one entry with its proof
    Show {
        /// Code of the authority
        #[arg(long, value_name = "CODE")]
        origin: Option<String>,
        /// One entry, by its number
        #[arg(long)]
        index: Option<u64>,
    },
    /// Check every byte of the journals: entries, tree, signatures, bodies
    Verify {
        /// Check a proof file instead, without needing a node
        #[arg(long, value_name = "FILE")]
        proof: Option<PathBuf>,
        /// A card received from an authority; may be repeated. Without any, those of the node's directory
        #[arg(long = "card", value_name = "FILE", requires = "proof")]
        cards: Vec<PathBuf>,
    },
}

/// `bundle …`
#[derive(Debug, Subcommand)]
pub enum Bundle {
    /// Write what a peer lacks into a folder, e.g. on a USB stick
    Export {
        /// Code of the authority that will read it
        #[arg(long, value_name = "CODE")]
        to: String,
        /// Folder, e.g. that of the stick
        folder: PathBuf,
    },
    /// Read what a peer wrote, and leave receipts on the same stick
    Import {
        /// The folder LPK1-…, or the stick that holds it
        folder: PathBuf,
    },
}

/// Arguments of `peers`.
#[derive(Debug, Args)]
pub struct Peers {
    /// What to do; without it, list the peers
    #[command(subcommand)]
    pub command: Option<PeersCommand>,
}

/// `peers …`
#[derive(Debug, Subcommand)]
pub enum PeersCommand {
    /// List the peers: last contact, what is missing, bytes used
    List,
    /// Print this node's card, to be handed to the others
    Card,
    /// Accept a peer's card, after its fingerprint was read aloud
    Add {
        /// The card received
        card: PathBuf,
        /// host:port to dial
        #[arg(long, value_name = "HOST:PORT")]
        address: Option<String>,
        /// The fingerprint, as the peer read it aloud
        #[arg(long)]
        fingerprint: Option<String>,
    },
    /// Let a restored node sign again after one peer was heard; written into the journal
    Resume {
        /// Why the others cannot be waited for, and who decided
        #[arg(long)]
        reason: String,
    },
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// New folder to write
    pub folder: PathBuf,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Folder written by `backup`
    pub folder: PathBuf,
}

/// `config …`
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Explain each setting, its value and where it comes from
    Check,
}

/// The grammar with its texts in `lang`.
pub fn command(lang: Lang) -> clap::Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Fr => in_french(command, "cli"),
    }
}

/// Reads the arguments.
///
/// # Errors
/// clap's own, which prints itself: help, version, or what is wrong with the arguments.
pub fn parse(arguments: Vec<String>, lang: Lang) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command(lang).try_get_matches_from(arguments)?)
}

const FRENCH_TEMPLATE: &str = "{before-help}{about-with-newline}
Emploi : {usage}

{all-args}{after-help}";

/// An argument with its French help, its default said in French, and its value named in French.
fn french_argument(arg: clap::Arg, help: String) -> clap::Arg {
    let heading = if arg.is_positional() { "Arguments" } else { "Options" };
    let default: Vec<String> =
        arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let takes_value = arg.get_action().takes_values();
    let help = match (takes_value, default.is_empty()) {
        (true, false) => format!("{help} (par défaut : {})", default.join(", ")),
        _ => help,
    };
    let id = arg.get_id().to_string().to_uppercase();
    let name = arg.get_value_names().and_then(|names| names.first()).map_or(id, ToString::to_string);
    let arg = arg.help(help).help_heading(heading);
    if !takes_value {
        return arg;
    }
    let arg = arg.hide_default_value(true).hide_env(true);
    match french_value(&name) {
        Some(name) => arg.value_name(name),
        None => arg,
    }
}

fn french_value(name: &str) -> Option<&'static str> {
    Some(match name {
        "FOLDER" => "DOSSIER",
        "FILE" => "FICHIER",
        "LANGUAGE" => "LANGUE",
        "ADDRESS:PORT" => "ADRESSE:PORT",
        "HOST:PORT" => "HÔTE:PORT",
        "DATABASE" => "BASE",
        "FACT=VALUE" => "FAIT=VALEUR",
        "NAME" => "NOM",
        "CARD" => "CARTE",
        "FINGERPRINT" => "EMPREINTE",
        "REASON" => "MOTIF",
        "ROLES" => "RÔLE",
        "FUNCTION" => "FONCTION",
        "PROPOSAL" => "PROPOSITION",
        "SEARCH" => "MOTS",
        "AXIS" => "AXE",
        "INDEX" => "NUMÉRO",
        "INSTRUMENT" => "TEXTE",
        _ => return None,
    })
}

/// Replaces the English texts of the grammar by the French ones, command by command.
fn in_french(command: clap::Command, prefix: &str) -> clap::Command {
    let say = |key: &str| crate::texts::french(key);
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let arguments: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    let mut command = command
        .about(say(&format!("{prefix}-about")))
        .help_template(FRENCH_TEMPLATE)
        .subcommand_help_heading("Commandes")
        .subcommand_value_name("COMMANDE")
        .next_help_heading("Options");
    let globals = ["dir", "json", "lang"];
    for id in arguments {
        if matches!(id.as_str(), "help" | "version") {
            continue;
        }
        let key = if globals.contains(&id.as_str()) {
            format!("cli-arg-{id}")
        } else {
            format!("{prefix}-arg-{}", id.replace('_', "-"))
        };
        command = command.mut_arg(id, |arg| french_argument(arg, say(&key)));
    }
    command = command.disable_help_flag(true).arg(
        clap::Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .help("Afficher cette aide")
            .help_heading("Options"),
    );
    if prefix == "cli" {
        command = command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help("Afficher la version")
                .help_heading("Options"),
        );
    }
    for name in names {
        let prefix = format!("{prefix}-{name}");
        command = command.mut_subcommand(name, |sub| in_french(sub, &prefix));
    }
    command
}
