//! How a field is chosen: candidates that say the same are one, the points of their evidence add up, the most win.

/// A candidate with the points of its evidence.
#[derive(Debug)]
struct Candidate<T> {
    key: String,
    value: T,
    /// How good this way of writing the value is; the best one is shown.
    shown: f32,
    points: f32,
}

/// The candidates of one field.
#[derive(Debug)]
pub(super) struct Candidates<T>(Vec<Candidate<T>>);

impl<T> Candidates<T> {
    pub(super) fn new() -> Candidates<T> {
        Candidates(Vec::new())
    }

    /// Adds evidence. Values of the same key are one candidate; of their ways of writing the one with the highest
    /// `shown` stays, the first where several are equal.
    pub(super) fn offer(&mut self, key: String, value: T, points: f32, shown: f32) {
        if key.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|known| known.key == key) {
            Some(known) => {
                known.points += points;
                if shown > known.shown {
                    known.value = value;
                    known.shown = shown;
                }
            }
            None => self.0.push(Candidate { key, value, shown, points }),
        }
    }

    /// The value with the most points, if it has as many as `least`; the first where several are equal.
    pub(super) fn best(self, least: f32) -> Option<T> {
        let mut best: Option<Candidate<T>> = None;
        for candidate in self.0 {
            if best.as_ref().is_none_or(|best| candidate.points > best.points) {
                best = Some(candidate);
            }
        }
        best.filter(|best| best.points >= least).map(|best| best.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_adds_up() {
        let mut candidates = Candidates::new();
        candidates.offer("a".into(), "A", 2.0, 0.0);
        candidates.offer("b".into(), "b", 1.5, 0.0);
        candidates.offer("b".into(), "B", 1.0, 1.0);
        candidates.offer(String::new(), "nothing", 9.0, 0.0);
        assert_eq!(candidates.best(1.0), Some("B"));
        assert_eq!(Candidates::<&str>::new().best(0.0), None);
    }
}
