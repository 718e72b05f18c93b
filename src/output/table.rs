//! Tables, for a terminal and for a wiki.

use std::fmt::Write as _;

/// The most characters of a column. What is longer goes on in the next line: one long value would push all others off the
/// screen.
const WIDE: usize = 52;

/// Rows of text under one head.
#[derive(Debug)]
pub struct Table<const N: usize> {
    head: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    /// A table without rows.
    pub fn new(head: [&'static str; N]) -> Self {
        Table { head, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }

    /// Columns that stand under each other; those without any text are left out, and numbers stand to the right. The last
    /// column is as wide as it is.
    pub fn text(&self) -> String {
        let columns: Vec<usize> =
            (0..N).filter(|at| self.rows.iter().any(|row| !row[*at].is_empty())).collect();
        let mut out = String::new();
        let head = self.head.map(str::to_uppercase);
        let last = columns.last();
        let fold = |row: &[String; N]| -> Vec<Vec<String>> {
            let most = |at| if Some(at) == last { usize::MAX } else { WIDE };
            columns.iter().map(|at| fold(&row[*at], most(at))).collect()
        };
        let rows: Vec<_> = std::iter::once(&head).chain(&self.rows).map(fold).collect();
        let widths: Vec<usize> =
            (0..columns.len()).map(|at| width(rows.iter().map(|row| &row[at]))).collect();
        let numbers: Vec<bool> = columns.iter().map(|at| self.is_number(*at)).collect();
        for row in &rows {
            let height = row.iter().map(Vec::len).max().unwrap_or(0);
            for nth in 0..height {
                let mut line = String::new();
                for (at, ((cell, width), is_number)) in row.iter().zip(&widths).zip(&numbers).enumerate() {
                    let text = cell.get(nth).map_or("", String::as_str);
                    // Writing to a string cannot fail.
                    let _ = match (is_number, at + 1 == columns.len()) {
                        // Nothing stands behind it, and a width above `u16::MAX` is one that `write!` does not take.
                        (false, true) => line.write_str(text),
                        (false, false) => write!(line, "{text:width$}  "),
                        (true, _) => write!(line, "{text:>width$}  "),
                    };
                }
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
        out
    }

    /// A table as GitHub's Markdown has it, of cells that are Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.head.to_vec());
        let rule = |at| if self.is_number(at) { "---:" } else { "---" };
        out.push_str(&line((0..N).map(rule).collect()));
        for row in &self.rows {
            out.push_str(&line(row.each_ref().map(String::as_str).to_vec()));
        }
        out
    }

    fn is_number(&self, at: usize) -> bool {
        let mut cells =
            self.rows.iter().map(|row| row[at].as_str()).filter(|cell| !matches!(*cell, "" | "-")).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.parse::<i64>().is_ok())
    }
}

/// The width of a column of folded cells.
fn width<'c>(cells: impl Iterator<Item = &'c Vec<String>>) -> usize {
    cells.flatten().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// A text in lines of so many characters at most, which end after a mark that parts words if one is near.
fn fold(text: &str, most: usize) -> Vec<String> {
    let mut chars: &[char] = &text.chars().collect::<Vec<_>>();
    let mut lines = Vec::new();
    while chars.len() > most {
        let near = chars[..most].iter().rposition(|char| " ,/:.".contains(*char)).map(|at| at + 1);
        let end = near.filter(|at| *at > most / 2).unwrap_or(most);
        lines.push(chars[..end].iter().collect());
        chars = &chars[end..];
    }
    lines.push(chars.iter().collect());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_be_longer_than_any_width() {
        let mut table = Table::new(["key", "value"]);
        let long = "x".repeat(70_000);
        table.row(["a".to_owned(), long.clone()]);
        table.row(["b".to_owned(), "y".to_owned()]);
        assert_eq!(table.text(), format!("KEY  VALUE\na    {long}\nb    y\n"));
    }

    #[test]
    fn columns_stand_under_each_other() {
        let mut table = Table::new(["name", "count", "note"]);
        table.row(["gö".into(), "7".into(), String::new()]);
        table.row(["cloudkernels".into(), "12".into(), String::new()]);
        assert_eq!(table.text(), "NAME          COUNT\ngö                7\ncloudkernels     12\n");
        table.row(["x".repeat(WIDE + 1), "1".into(), String::new()]);
        let (most, blanks) = ("x".repeat(WIDE), " ".repeat(WIDE - 4));
        let folded = format!("NAME{blanks}  COUNT\n");
        assert!(table.text().starts_with(&folded), "{}", table.text());
        assert!(table.text().ends_with(&format!("\n{most}      1\nx\n")), "{}", table.text());
        table.rows.pop();
        let page = "| name | count | note |\n| --- | ---: | --- |\n| gö | 7 |  |\n| cloudkernels | 12 |  |\n";
        assert_eq!(table.markdown(), page);
    }

    #[test]
    fn lines_end_where_words_do() {
        assert_eq!(fold("self-hosted, go, rust", 14), ["self-hosted, ", "go, rust"]);
        assert_eq!(fold("a,bcdefghij", 4), ["a,bc", "defg", "hij"]);
        assert_eq!(fold("", 4), [""]);
    }
}
