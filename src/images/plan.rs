//! The plan of a build, for people and for other tools.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::lineage::unames;
use super::{Image, Images};
use crate::text::{Span, count, pad};

impl Images {
    /// The lineage as a tree, one line an image, and a line that counts.
    pub fn plan(&self) -> String {
        let mut rows = Vec::new();
        for root in (0..self.images.len()).filter(|at| self.images[*at].bases.is_empty()) {
            self.branch(root, "", "", &mut rows);
        }
        let mut out = String::new();
        let widths: Vec<usize> = (0..4)
            .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
            .collect();
        for row in &rows {
            for (cell, width) in row.iter().zip(&widths) {
                pad(&mut out, cell, *width);
                out.push_str("  ");
            }
            let _ = writeln!(out, "{}", row[4]);
        }
        let _ = writeln!(out, "{}", self.counts());
        out
    }

    fn branch(&self, at: usize, lead: &str, below: &str, rows: &mut Vec<[String; 5]>) {
        let image = &self.images[at];
        let labels: Vec<&str> = image.labels.0.iter().map(|(label, _)| label.as_str()).collect();
        let labels = if labels.is_empty() { "any".to_owned() } else { labels.join(" ") };
        rows.push([
            format!("{lead}{}", image.name),
            format!("level {}", image.level),
            unames(&image.archs).replace(", ", " "),
            format!("on {labels}"),
            self.references(image).join(" "),
        ]);
        // An image with several bases stands under the first one.
        let is_child = |other: &Image| other.bases.first().is_some_and(|(base, _)| *base == at);
        let children: Vec<usize> = (0..self.images.len()).filter(|at| is_child(&self.images[*at])).collect();
        for (number, child) in children.iter().enumerate() {
            let is_last = number + 1 == children.len();
            let (mark, rest) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.branch(*child, &format!("{below}{mark}"), &format!("{below}{rest}"), rows);
        }
    }

    fn counts(&self) -> String {
        let builds = self.images.iter().map(|image| image.archs.len()).sum();
        let levels = self.levels().len();
        [count(self.images.len(), "image"), count(levels, "level"), count(builds, "build")].join(", ")
    }

    /// The plan as JSON.
    pub fn plan_json(&self) -> String {
        let images: Vec<Value> = self.images.iter().map(|image| self.image_json(image)).collect();
        format!("{:#}\n", json!({ "levels": self.levels().len(), "images": images }))
    }

    fn image_json(&self, image: &Image) -> Value {
        let runs_on: serde_json::Map<String, Value> = image
            .archs
            .iter()
            .map(|(arch, _)| (arch.uname().to_owned(), json!(self.labels(image, *arch))))
            .collect();
        json!({
            "image": image.name,
            "level": image.level,
            "dockerfile": image.file,
            "bases": self.bases_json(image),
            "runs_on": runs_on,
            "references": self.references(image),
        })
    }

    /// The bases of an image, each with what the Dockerfile calls it, as far as that is known.
    pub(super) fn bases_json(&self, image: &Image) -> Value {
        let base = |(base, _): &(usize, Span)| {
            let own = image.bindings.iter().filter(|(_, bound)| bound == base);
            json!({ "image": self.images[*base].name, "from": own.map(|(name, _)| name).collect::<Vec<_>>() })
        };
        image.bases.iter().map(base).collect()
    }

    /// The plan as a Mermaid flow chart, which GitHub draws in Markdown.
    pub fn plan_mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        for (level, images) in self.levels().iter().enumerate() {
            let _ = writeln!(out, "  subgraph level{level}[level {level}]");
            for image in images {
                let archs = unames(&image.archs).replace(", ", " ");
                let _ = writeln!(out, "    image{}[\"{}<br>{archs}\"]", image.index, image.name);
            }
            out.push_str("  end\n");
        }
        for (child, image) in self.images.iter().enumerate() {
            for (base, _) in &image.bases {
                let _ = writeln!(out, "  image{base} --> image{child}");
            }
        }
        out
    }
}
