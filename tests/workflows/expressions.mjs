// Expressions, evaluated by GitHub's own evaluator.
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { reviver } from "@actions/expressions/data/reviver";
import { replacer } from "@actions/expressions/data/replacer";

const STATUS = ["success", "failure", "cancelled", "always"];

/// The value of an expression; `status` says what the status functions give.
export function evaluate(expression, contexts, status = {}) {
  const context = JSON.parse(JSON.stringify(contexts), reviver);
  const functions = STATUS.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(status[name] ?? name === "always"),
  }));
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const evaluator = new Evaluator(parsed, context, new Map(functions.map((found) => [found.name, found])));
  return JSON.parse(JSON.stringify(evaluator.evaluate(), replacer) ?? "null");
}

/// A value of a workflow with the values of the expressions in it.
export function expand(value, contexts) {
  if (Array.isArray(value)) return value.map((item) => expand(item, contexts));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, contexts)]));
  }
  if (typeof value !== "string") return value;
  const whole = value.match(/^\$\{\{((?:(?!\}\}).)*)\}\}$/s);
  if (whole) return evaluate(whole[1].trim(), contexts);
  return value.replace(/\$\{\{(.*?)\}\}/gs, (_, inner) => {
    const found = evaluate(inner.trim(), contexts);
    return found === null ? "" : typeof found === "object" ? JSON.stringify(found) : String(found);
  });
}

/// Whether an `if` lets something run. Without a status function, `success()` is understood before it.
export function allows(condition, contexts, status) {
  if (condition === undefined) return status.success;
  const inner = String(condition).replace(/^\$\{\{(.*)\}\}$/s, "$1").trim();
  const asks = STATUS.some((name) => new RegExp(`\\b${name}\\s*\\(`).test(inner));
  const value = evaluate(inner, contexts, status);
  return Boolean(value) && (asks || status.success);
}
