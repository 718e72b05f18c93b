//! Things that need each other, each by its number: the circles among them, and an order.

/// One circle for each step that closes one: each thing in it needs the next, and the last needs the first. Others that
/// share its things may show only once it is gone.
pub fn circles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut walk = Walk::new(needs);
    walk.all();
    walk.circles
}

/// All things, what each needs before it. What closes a circle is not waited for.
pub fn order(needs: &[Vec<usize>]) -> Vec<usize> {
    let mut walk = Walk::new(needs);
    walk.all();
    walk.done
}

/// How far a thing has been gone through.
#[derive(Clone, Copy)]
enum State {
    New,
    /// It is in the path, at this place.
    Begun(usize),
    Done,
}

struct Walk<'n> {
    needs: &'n [Vec<usize>],
    states: Vec<State>,
    path: Vec<usize>,
    done: Vec<usize>,
    circles: Vec<Vec<usize>>,
}

impl<'n> Walk<'n> {
    fn new(needs: &'n [Vec<usize>]) -> Self {
        let states = vec![State::New; needs.len()];
        Walk { needs, states, path: Vec::new(), done: Vec::new(), circles: Vec::new() }
    }

    fn all(&mut self) {
        for at in 0..self.needs.len() {
            self.visit(at);
        }
    }

    fn visit(&mut self, at: usize) {
        match self.states[at] {
            State::Done => {}
            State::Begun(start) => self.circles.push(self.path[start..].to_vec()),
            State::New => {
                self.states[at] = State::Begun(self.path.len());
                self.path.push(at);
                for needed in &self.needs[at] {
                    self.visit(*needed);
                }
                self.path.pop();
                self.states[at] = State::Done;
                self.done.push(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_once() {
        for (needs, expected) in [
            (vec![vec![1], vec![2], vec![]], vec![]),
            (vec![vec![0]], vec![vec![0]]),
            (vec![vec![1], vec![2], vec![1]], vec![vec![1, 2]]),
            (vec![vec![1, 2], vec![0], vec![0]], vec![vec![0, 1], vec![0, 2]]),
        ] {
            assert_eq!(circles(&needs), expected, "{needs:?}");
        }
    }

    #[test]
    fn what_is_needed_comes_first() {
        assert_eq!(order(&[vec![2, 1], vec![], vec![1]]), [1, 2, 0]);
    }
}
