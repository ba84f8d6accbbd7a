//! The live with a page: the server runs by itself, the script plays, and whoever watches may join in.

use std::sync::Arc;
use std::time::Duration;

use super::desk::Desk;
use super::folder::Folder;
use super::pages;
use super::world::{DemoError, START_MS, World};
use crate::clock::Clock;
use crate::shutdown::Trigger;
use crate::talk::Lang;

/// The pause before each status, long enough to see the ticks change.
const CALLBACK_DELAY: Duration = Duration::from_millis(350);

/// What is shown.
#[derive(Debug)]
pub struct Live {
    /// Where it lives.
    pub folder: Folder,
    /// Seed of everything random.
    pub seed: u64,
    /// The language it begins in.
    pub lang: Lang,
    /// How many times as fast as real time the clock runs.
    pub speed: u32,
    /// The port of this machine that it listens on; 0 for any.
    pub port: u16,
}

/// A demo with its page.
#[derive(Debug)]
pub struct Running(Arc<Desk>);

impl Live {
    /// Starts the server, the stand-in and the page. The script begins when the page is first read.
    ///
    /// # Errors
    /// When one of them does not start.
    pub async fn start(self) -> Result<Running, DemoError> {
        let clock = Clock::manual(START_MS);
        let world = World::open(self.port, self.folder, clock, self.seed, CALLBACK_DELAY).await?;
        let desk = Desk::open(world, self.speed, self.lang).await?;
        desk.world.run();
        desk.world.serve(pages::router(&desk));
        Ok(Running(desk))
    }
}

impl Running {
    /// The address of the page.
    pub fn url(&self) -> String {
        format!("{}/demo", self.0.world.url())
    }

    /// Asks it to stop.
    pub fn trigger(&self) -> Trigger {
        self.0.world.trigger()
    }

    /// Waits until it is asked to stop, then stops it; a temporary folder is removed.
    pub async fn until_stopped(self) {
        self.0.world.shutdown.draining().await;
        self.0.world.stop().await;
    }
}
