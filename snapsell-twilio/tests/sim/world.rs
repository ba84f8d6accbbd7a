//! One shop, one customer, the stand-in between them, and what the shop's webhooks received.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use snapsell_twilio::client::{HyperTransport, Timeouts, send_message};
use snapsell_twilio::sim::{Sim, SimAccount, SimConfig};
use snapsell_twilio::{
    Address, Api, ErrorCode, Form, MessageStatus, Outgoing, OutgoingBody, SIGNATURE_HEADER,
    SendOutcome, parse_status, status_callback, verify,
};

pub(crate) const NOW: i64 = 1_795_362_182_000;
pub(crate) const PUBLIC: &str = "https://shop.example";
pub(crate) const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0 a picture";

/// A webhook that came in: path with query, signature, body.
pub(crate) type Hit = (String, String, Vec<u8>);

/// Takes webhooks and keeps them; answers with the next of its statuses, then 200.
#[derive(Clone, Default)]
pub(crate) struct Shop {
    pub(crate) hits: Arc<Mutex<Vec<Hit>>>,
    pub(crate) statuses: Arc<Mutex<Vec<u16>>>,
}

impl Shop {
    pub(crate) async fn listen(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let shop = self.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let shop = shop.clone();
                let service = service_fn(move |request| shop.clone().take(request));
                let connection = hyper::server::conn::http1::Builder::new();
                tokio::spawn(connection.serve_connection(TokioIo::new(socket), service));
            }
        });
        origin
    }

    pub(crate) async fn take(
        self,
        request: hyper::Request<Incoming>,
    ) -> Result<hyper::Response<Full<Bytes>>, Infallible> {
        let target = request.uri().path_and_query().unwrap().to_string();
        let signature = request.headers()[SIGNATURE_HEADER]
            .to_str()
            .unwrap()
            .to_owned();
        let body = request
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec();
        self.hits.lock().unwrap().push((target, signature, body));
        let mut statuses = self.statuses.lock().unwrap();
        let status = if statuses.is_empty() {
            200
        } else {
            statuses.remove(0)
        };
        Ok(hyper::Response::builder()
            .status(status)
            .body(Full::default())
            .unwrap())
    }

    pub(crate) fn hits(&self) -> Vec<Hit> {
        self.hits.lock().unwrap().clone()
    }
}

pub(crate) struct World {
    pub(crate) sim: Sim,
    pub(crate) shop: Shop,
    pub(crate) account: SimAccount,
    pub(crate) api: Api,
    pub(crate) transport: HyperTransport,
    pub(crate) sender: Address,
    pub(crate) awa: Address,
}

pub(crate) async fn world() -> World {
    let shop = Shop::default();
    let mut config = SimConfig::new(7, || NOW);
    config.deliver_to = Some(shop.listen().await);
    config.callback_delay = Duration::from_millis(1);
    let sim = Sim::start(config).await.unwrap();
    let sender = Address::parse("whatsapp:+14155238886").unwrap();
    let account = sim.new_account(sender.clone(), &format!("{PUBLIC}/t/acme/in#rc=5&rp=all"));
    let timeouts = Timeouts {
        connect: Duration::from_secs(1),
        whole: Duration::from_millis(700),
    };
    let transport = HyperTransport::new(sim.base(), timeouts);
    let awa = Address::parse("whatsapp:+33612345678").unwrap();
    World {
        api: sim.api(&account),
        sim,
        shop,
        account,
        transport,
        sender,
        awa,
    }
}

impl World {
    pub(crate) async fn send(&self, text: &str) -> SendOutcome {
        let callback = status_callback(&format!("{PUBLIC}/t/acme/status"), "m1").unwrap();
        let body = OutgoingBody::Text(text);
        let outgoing = Outgoing {
            to: &self.awa,
            from: &self.sender,
            body,
            status_callback: Some(&callback),
        };
        send_message(&self.transport, &self.api, &outgoing)
            .await
            .unwrap()
    }

    /// The callbacks that came, each verified: our id, status, error.
    pub(crate) fn callbacks(&self) -> Vec<(String, MessageStatus, Option<ErrorCode>)> {
        let read = |(target, signature, body): Hit| {
            let form = Form::parse(&body).unwrap();
            let tokens = [self.account.token.clone()];
            verify(&format!("{PUBLIC}{target}"), &form, &signature, &tokens).unwrap();
            let query = target.split_once('?').map(|(_, query)| query);
            let update = parse_status(&form, query).unwrap();
            assert_eq!(update.account_sid, self.account.sid);
            (update.mid.unwrap().to_owned(), update.status, update.error)
        };
        self.shop.hits().into_iter().map(read).collect()
    }

    pub(crate) fn statuses(&self) -> Vec<MessageStatus> {
        self.callbacks()
            .into_iter()
            .map(|(_, status, _)| status)
            .collect()
    }
}
