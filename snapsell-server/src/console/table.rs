//! Every route of the console and who may call it. A row compiles only when its handler takes that very seat.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::Method;

use super::access::{Anyone, May, Member, Ops, Owner, Seat, Team};
use super::answer::Answer;
use super::ask::Ask;
use super::{
    account, assets, customers, data, enter, errors, figures, help, invite, items, landing, live,
    lock, ops, orders, overlay, proofs, settings, signup, start, stream, team, trail, trial,
};

/// Bytes of a form without files.
pub const FORM_BYTES_MAX: usize = 64 * 1024;

type Run = Arc<dyn Fn(Ask) -> Pin<Box<dyn Future<Output = Answer> + Send>> + Send + Sync>;

/// One route.
#[derive(Clone)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// Its path; parts in braces are filled in.
    pub path: &'static str,
    /// Who may call it.
    pub may: May,
    /// Bytes that may be sent to it.
    pub bytes_max: usize,
    pub(super) run: Run,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.method, self.path, self.may)
    }
}

impl Route {
    /// The same route for longer forms: those with files.
    const fn up_to(mut self, bytes_max: usize) -> Self {
        self.bytes_max = bytes_max;
        self
    }
}

/// Every route.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "one line for each route, in one place"
)]
pub fn table() -> Vec<Route> {
    const GET: Method = Method::GET;
    const POST: Method = Method::POST;
    vec![
        // For anybody.
        anyone(GET, "/", landing::show),
        anyone(GET, "/assets/{version}/{name}", assets::get),
        anyone(POST, "/langue", landing::speak),
        anyone(GET, "/connexion", enter::show),
        anyone(POST, "/connexion", enter::enter),
        anyone(GET, "/connexion/code", enter::second_show),
        anyone(POST, "/connexion/code", enter::second),
        anyone(GET, "/entrer/{token}", enter::by_link),
        anyone(POST, "/entrer/{token}", enter::by_link_go),
        anyone(POST, "/deconnexion", enter::leave),
        anyone(GET, "/inscription", signup::show),
        anyone(POST, "/inscription", signup::make),
        anyone(GET, "/setup/{token}", signup::setup_show),
        anyone(POST, "/setup/{token}", signup::setup),
        anyone(GET, "/invitation/{token}", invite::show),
        anyone(POST, "/invitation/{token}", invite::accept),
        anyone(GET, "/mot-de-passe/{token}", invite::reset_show),
        anyone(POST, "/mot-de-passe/{token}", invite::reset),
        anyone(GET, "/verrou", lock::show),
        anyone(POST, "/verrou", lock::open),
        anyone(GET, "/direct/{token}", overlay::show),
        anyone(GET, "/direct/{token}/flux", overlay::changes),
        // For whoever is signed in.
        member(POST, "/verrouiller", lock::close),
        member(POST, "/deconnexion/partout", enter::leave_everywhere),
        member(GET, "/compte", account::show),
        member(POST, "/compte/preferences", account::preferences),
        member(POST, "/compte/mot-de-passe", account::password),
        member(POST, "/compte/pin", account::pin),
        member(POST, "/compte/code", account::second_factor),
        member(POST, "/compte/code/secours", account::recovery_codes),
        member(POST, "/compte/code/fin", account::second_factor_off),
        member(POST, "/compte/sessions/{session}", account::end_session),
        member(GET, "/aide", help::show),
        // Live, orders and proofs.
        team(GET, "/flux", stream::changes),
        team(GET, "/live", live::show),
        team(POST, "/live/ouvrir", live::open),
        team(POST, "/live/fermer", live::close),
        team(POST, "/live/ajouter", live::add),
        team(POST, "/live/pour", live::claim),
        team(POST, "/live/annuler/{wish}", live::take_back),
        team(POST, "/live/reservations/{hold}/liberer", live::release),
        team(POST, "/live/articles/{item}/retirer", live::withdraw),
        team(POST, "/live/articles/{item}/vendu", live::sold),
        team(POST, "/live/articles/{item}/rouvrir", live::reopen),
        team(POST, "/live/articles/{item}/verifier", live::check),
        team(GET, "/commandes", orders::list),
        team(POST, "/commandes/lot", orders::bulk),
        team(GET, "/commandes/bordereaux", orders::slips),
        team(GET, "/commandes/preparation", orders::picks),
        team(GET, "/commandes/livreur", orders::riders),
        team(GET, "/commandes/{number}", orders::show),
        team(POST, "/commandes/{number}/avancer", orders::advance),
        team(POST, "/commandes/{number}/annuler", orders::cancel),
        team(POST, "/commandes/{number}/livraison", orders::fee),
        team(POST, "/commandes/{number}/adresse", orders::address),
        team(POST, "/commandes/{number}/note", orders::note),
        team(GET, "/preuves", proofs::show),
        team(GET, "/preuves/{message}/image", proofs::image),
        team(GET, "/preuves/{message}/pdf", proofs::pdf),
        team(POST, "/preuves/{customer}/valider", proofs::approve),
        team(POST, "/preuves/{customer}/refuser", proofs::refuse),
        team(GET, "/photos/{message}", proofs::photo),
        team(GET, "/clientes", customers::list),
        team(GET, "/clientes/{customer}", customers::show),
        team(POST, "/clientes/{customer}/numero", customers::reveal),
        team(GET, "/articles", items::show),
        team(POST, "/articles/ajouter", items::add),
        team(GET, "/articles/etiquettes", items::labels),
        team(POST, "/articles/import", items::preview).up_to(items::UPLOAD_BYTES_MAX),
        team(POST, "/articles/import/confirmer", items::import),
        // The owner's own.
        owner(GET, "/demarrer", start::show),
        owner(POST, "/demarrer/prix", start::prices),
        owner(POST, "/demarrer/whatsapp", start::whatsapp),
        owner(GET, "/essai", trial::show),
        owner(POST, "/essai/vendeuse", trial::sell),
        owner(POST, "/essai/cliente", trial::buy),
        owner(POST, "/essai/fin", trial::end),
        owner(POST, "/clientes/{customer}/bloquer", customers::block),
        owner(POST, "/clientes/{customer}/export", customers::export),
        owner(GET, "/clientes/{customer}/effacer", customers::confirm),
        owner(POST, "/clientes/{customer}/effacer", customers::erase),
        owner(GET, "/reglages", settings::show),
        owner(POST, "/reglages/{section}", settings::save),
        owner(GET, "/reglages/donnees", data::show),
        owner(POST, "/reglages/donnees", data::save),
        owner(GET, "/suivi", trail::own),
        owner(POST, "/reglages/incrustation/lien", overlay::make),
        owner(POST, "/reglages/incrustation/retirer", overlay::revoke),
        owner(GET, "/commandes.csv", orders::csv),
        owner(GET, "/commandes.xlsx", orders::xlsx),
        owner(GET, "/bilan", figures::show),
        owner(GET, "/erreurs", errors::show),
        owner(GET, "/equipe", team::show),
        owner(POST, "/equipe/inviter", team::invite),
        owner(POST, "/equipe/invitation/{link}/retirer", team::withdraw),
        owner(POST, "/equipe/{user}/role", team::role),
        owner(POST, "/equipe/{user}/acces", team::access),
        owner(POST, "/equipe/{user}/mot-de-passe", team::reset),
        owner(POST, "/equipe/{user}/code", team::second_factor_off),
        // The installation's staff.
        ops(GET, "/ops", ops::show),
        ops(GET, "/ops/suivi", trail::all),
        ops(GET, "/ops/comptes", ops::accounts),
        ops(POST, "/ops/comptes", ops::reset),
        ops(POST, "/ops/lettres/{shop}/{letter}/renvoyer", ops::replay),
        ops(
            POST,
            "/ops/lettres/{shop}/{letter}/abandonner",
            ops::give_up,
        ),
    ]
}

fn anyone<F, A>(method: Method, path: &'static str, handler: F) -> Route
where
    F: Fn(Anyone, Ask) -> A + Send + Sync + 'static,
    A: Future<Output = Answer> + Send + 'static,
{
    route(method, path, handler)
}

fn member<F, A>(method: Method, path: &'static str, handler: F) -> Route
where
    F: Fn(Member, Ask) -> A + Send + Sync + 'static,
    A: Future<Output = Answer> + Send + 'static,
{
    route(method, path, handler)
}

fn team<F, A>(method: Method, path: &'static str, handler: F) -> Route
where
    F: Fn(Team, Ask) -> A + Send + Sync + 'static,
    A: Future<Output = Answer> + Send + 'static,
{
    route(method, path, handler)
}

fn owner<F, A>(method: Method, path: &'static str, handler: F) -> Route
where
    F: Fn(Owner, Ask) -> A + Send + Sync + 'static,
    A: Future<Output = Answer> + Send + 'static,
{
    route(method, path, handler)
}

fn ops<F, A>(method: Method, path: &'static str, handler: F) -> Route
where
    F: Fn(Ops, Ask) -> A + Send + Sync + 'static,
    A: Future<Output = Answer> + Send + 'static,
{
    route(method, path, handler)
}

fn route<S, F, A>(method: Method, path: &'static str, handler: F) -> Route
where
    S: Seat,
    F: Fn(S, Ask) -> A + Send + Sync + 'static,
    A: Future<Output = Answer> + Send + 'static,
{
    let handler = Arc::new(handler);
    Route {
        method,
        path,
        may: S::MAY,
        bytes_max: FORM_BYTES_MAX,
        run: Arc::new(move |ask| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                let seat = S::take(ask.session.as_ref())?;
                handler(seat, ask).await
            })
        }),
    }
}
