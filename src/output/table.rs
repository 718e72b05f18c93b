//! Tables, for a terminal and for a wiki.

use std::fmt::Write as _;

/// Cells that are wider than this, in characters, stand out of their column: one long value would push all others off the
/// screen.
const WIDE: usize = 40;

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

    /// Columns that stand under each other; those without any text are left out, and numbers stand to the right.
    pub fn text(&self) -> String {
        let columns: Vec<usize> =
            (0..N).filter(|at| self.rows.iter().any(|row| !row[*at].is_empty())).collect();
        let widths: Vec<usize> = columns.iter().map(|at| self.width(*at)).collect();
        let mut out = String::new();
        let head = self.head.map(str::to_uppercase);
        for row in std::iter::once(&head).chain(&self.rows) {
            let mut line = String::new();
            for (at, width) in columns.iter().zip(&widths) {
                // Writing to a string cannot fail.
                let _ = if self.is_number(*at) {
                    write!(line, "{:>width$}  ", row[*at])
                } else {
                    write!(line, "{:width$}  ", row[*at])
                };
            }
            out.push_str(line.trim_end());
            out.push('\n');
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

    fn width(&self, at: usize) -> usize {
        let cells = self.rows.iter().map(|row| row[at].chars().count());
        cells.filter(|width| *width <= WIDE).chain([self.head[at].chars().count()]).max().unwrap_or(0)
    }

    fn is_number(&self, at: usize) -> bool {
        let mut cells =
            self.rows.iter().map(|row| row[at].as_str()).filter(|cell| !matches!(*cell, "" | "-")).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.parse::<i64>().is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let mut table = Table::new(["name", "count", "note"]);
        table.row(["gö".into(), "7".into(), String::new()]);
        table.row(["cloudkernels".into(), "12".into(), String::new()]);
        assert_eq!(table.text(), "NAME          COUNT\ngö                7\ncloudkernels     12\n");
        table.row(["x".repeat(WIDE + 1), "1".into(), String::new()]);
        assert_eq!(table.text().lines().last(), Some(format!("{}      1", "x".repeat(WIDE + 1)).as_str()));
        table.rows.pop();
        let page = "| name | count | note |\n| --- | ---: | --- |\n| gö | 7 |  |\n| cloudkernels | 12 |  |\n";
        assert_eq!(table.markdown(), page);
    }
}
