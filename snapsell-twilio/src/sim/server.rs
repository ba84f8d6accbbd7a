//! The listening side: accepts on a loopback port, can be made to refuse and to come back.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use super::api;
use super::state::Shared;

#[derive(Debug)]
pub(super) struct Server {
    address: SocketAddr,
    task: Mutex<Option<JoinHandle<()>>>,
}

pub(super) async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

impl Server {
    pub(super) fn start(listener: TcpListener, address: SocketAddr, shared: Arc<Shared>) -> Self {
        Self {
            address,
            task: Mutex::new(Some(tokio::spawn(accept(listener, shared)))),
        }
    }

    /// Ends the listener and, with it, every connection.
    pub(super) async fn stop(&self) {
        let task = self.take();
        if let Some(task) = task {
            task.abort();
            // The listener is closed once the task has ended.
            let _ = task.await;
        }
    }

    pub(super) async fn restart(&self, shared: Arc<Shared>) -> io::Result<()> {
        self.stop().await;
        let listener = bind(self.address.port()).await?;
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(tokio::spawn(accept(listener, shared)));
        Ok(())
    }

    fn take(&self) -> Option<JoinHandle<()>> {
        self.task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(task) = self.take() {
            task.abort();
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((socket, _)) = listener.accept().await else {
            // Out of file descriptors, most likely: some will be given back.
            tokio::time::sleep(Duration::from_millis(10)).await;
            continue;
        };
        let _ = socket.set_nodelay(true);
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let service = service_fn(move |request| api::answer(Arc::clone(&shared), request));
            // A connection that breaks is the client's business.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(socket), service)
                .await;
        });
    }
}
