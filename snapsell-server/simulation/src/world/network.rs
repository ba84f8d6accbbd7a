//! What the network brings: messages to the servers, and what the provider tells of those they sent.

use std::collections::BTreeMap;

use super::{Done, World};
use crate::chance::Chance;
use crate::node::Post;
use crate::people::SHOPS;
use crate::provider::Callback;

impl World<'_> {
    /// Posts what is due, each to a server of chance; the provider tries a few times, then never again.
    pub(super) async fn deliver(&mut self, chance: &mut Chance, tries: u32) -> Done {
        let now = self.now_ms;
        let mut due: Vec<_> = self.due.extract_if(.., |one| one.0 <= now).collect();
        due.sort_unstable();
        let mut by_node: BTreeMap<u32, Vec<(usize, u32)>> = BTreeMap::new();
        for (_, index, tried) in due {
            match self.pick(chance) {
                Some(node) => by_node.entry(node).or_default().push((index, tried)),
                None => self.again(chance, index, tried, tries),
            }
        }
        for (number, some) in by_node {
            let posts: Vec<Post> = some
                .iter()
                .map(|&(index, _)| self.messages[index].post.clone())
                .collect();
            self.report.deliveries += posts.len() as u64;
            let answers = self.nodes[&number].post(&posts).await?;
            for ((index, tried), answer) in some.into_iter().zip(answers) {
                match answer {
                    Some(200) => self.messages[index].acked = true,
                    Some(503) | None => self.again(chance, index, tried, tries),
                    Some(other) => {
                        return Err(format!(
                            "a message is answered {other}: {:?}",
                            self.messages[index].written
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    fn again(&mut self, chance: &mut Chance, index: usize, tried: u32, tries: u32) {
        if tried + 1 < tries {
            let wait = i64::try_from(chance.below(4_000)).expect("small");
            self.due.push((self.now_ms + wait, index, tried + 1));
        }
    }

    pub(super) async fn callbacks(&mut self, chance: &mut Chance) -> Done {
        let now = self.now_ms;
        let mut due: Vec<_> = self
            .provider
            .state()
            .callbacks
            .extract_if(.., |one| one.due_ms <= now)
            .collect();
        due.sort_by_key(|one| one.due_ms);
        let Some(number) = self.pick(chance).filter(|_| !due.is_empty()) else {
            return Ok(());
        };
        let post = |one: Callback| Post {
            target: one.target,
            form: one.form,
            token: SHOPS[one.shop].3,
        };
        let posts: Vec<Post> = due.into_iter().map(post).collect();
        for (answer, post) in self.nodes[&number]
            .post(&posts)
            .await?
            .into_iter()
            .zip(&posts)
        {
            if !matches!(answer, Some(204 | 503) | None) {
                return Err(format!("a status is answered {answer:?}: {}", post.target));
            }
        }
        Ok(())
    }
}
