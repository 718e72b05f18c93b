// Runs a workflow without GitHub: jobs in the order of their needs, matrices expanded, conditions and values by GitHub's own
// evaluator, `run` steps in a real shell with the commands of `--stubs` in front of all others.
//
//   node --import ./json.mjs run.mjs WORKFLOW --folder REPOSITORY --stubs DIR [--contexts FILE.json] [--only JOB] [--action DIR]
//     [--artifacts DIR] [--previous FILE.json]
//
// It prints one JSON object: for each job its result and outputs, and what its steps printed. Of the actions, checkout links
// the repository, and the two for artifacts keep them in a folder; the one of `--action` runs its
// steps; any other does nothing. Callable workflows are found beside the one that calls them.
// With what an earlier attempt printed and the folder where it kept artifacts, only what failed in it is run again, and what needs
// that.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { allows, expand } from "./expressions.mjs";

const [file, ...rest] = process.argv.slice(2);
const options = Object.fromEntries(rest.flatMap((word, at) => (word.startsWith("--") ? [[word.slice(2), rest[at + 1]]] : [])));
const repository = resolve(options.folder);
const given = options.contexts ? JSON.parse(readFileSync(options.contexts, "utf8")) : {};
const base = {
  github: { run_id: "4711", run_number: "12", run_attempt: "1", event_name: "push", ref: "refs/heads/main", actor: "me",
    token: "github-token", repository: "acme/ci", workflow: "ci", sha: "0123456789abcdef0123456789abcdef01234567",
    ...given.github },
  runner: { temp: "", os: "Linux", arch: "X64" },
  secrets: given.secrets ?? {},
  vars: given.vars ?? {},
  inputs: given.inputs ?? {},
};
const store = options.artifacts ? resolve(options.artifacts) : mkdtempSync(join(tmpdir(), "artifacts-"));
const previous = options.previous ? JSON.parse(readFileSync(options.previous, "utf8")) : {};
const again = new Set();

/// The commands that a step wrote into one of its files: `name=value` lines, or `name<<END` and the lines up to END.
function assignments(path) {
  const found = {};
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  while (lines.length > 0) {
    const line = lines.shift();
    const long = line.match(/^([^=]+?)<<(.+)$/);
    if (long) {
      found[long[1]] = lines.splice(0, lines.indexOf(long[2])).join("\n");
      lines.shift();
    } else if (line.includes("=")) {
      found[line.slice(0, line.indexOf("="))] = line.slice(line.indexOf("=") + 1);
    }
  }
  return found;
}

/// The combinations of a matrix (docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations).
function combinations(matrix) {
  if (!matrix) return [{}];
  const { include = [], exclude = [], ...axes } = matrix;
  let all = Object.keys(axes).length > 0 ? [{}] : [];
  for (const [name, values] of Object.entries(axes)) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
  }
  const matches = (one, other) => Object.entries(other).every(([key, value]) => JSON.stringify(one[key]) === JSON.stringify(value));
  all = all.filter((one) => !exclude.some((other) => matches(one, other)));
  for (const extra of include) {
    const known = Object.fromEntries(Object.entries(extra).filter(([key]) => key in axes));
    const fits = all.filter((one) => Object.keys(axes).length > 0 && matches(one, known));
    if (fits.length > 0) fits.forEach((one) => Object.assign(one, extra));
    else all.push({ ...extra });
  }
  if (all.length === 0) throw new Error("Matrix vector does not contain any values");
  return all;
}

const texts = (env) => Object.fromEntries(Object.entries(env ?? {}).map(([name, value]) =>
  [name, value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)]));

/// Runs the steps of one job; gives its result, its steps' outputs and what was printed.
function steps(job, contexts, env, work = mkdtempSync(join(tmpdir(), "job-"))) {
  const temp = mkdtempSync(join(tmpdir(), "temp-"));
  const status = { success: true, failure: false, cancelled: false, always: true };
  const state = { ...contexts, steps: {}, runner: { ...base.runner, temp }, job: { status: "success" } };
  let printed = "";
  for (const [number, step] of job.steps.entries()) {
    state.env = { ...env };
    const own = { ...env, ...texts(expand(step.env ?? {}, state)) };
    state.env = own;
    const id = step.id ?? `step${number}`;
    if (!allows(step.if, state, status)) {
      state.steps[id] = { outcome: "skipped", conclusion: "skipped", outputs: {} };
      continue;
    }
    const outputs = join(temp, `output-${number}`);
    let outcome = "success";
    try {
      printed += step.uses ? use(step, state, work, outputs) : shell(step, own, { work, temp, outputs, number, contexts });
    } catch (error) {
      printed += `${error.stdout ?? ""}${error.stderr ?? ""}` || `${error.message}\n`;
      outcome = "failure";
    }
    Object.assign(env, assignments(join(temp, `env-${number}`)));
    const conclusion = outcome === "failure" && step["continue-on-error"] !== true ? "failure" : "success";
    state.steps[id] = { outcome, conclusion, outputs: assignments(outputs) };
    if (conclusion === "failure") {
      Object.assign(status, { success: false, failure: true });
      state.job.status = "failure";
    }
  }
  return { result: status.success ? "success" : "failure", state, printed };
}

function shell(step, env, at) {
  if (step.shell !== "bash") throw new Error(`a step without \`shell: bash\`: ${step.name}`);
  const github = at.contexts.github;
  const runner = {
    CI: "true", GITHUB_ACTIONS: "true", GITHUB_ACTOR: github.actor ?? "somebody", GITHUB_RUN_ID: github.run_id, GITHUB_RUN_NUMBER: github.run_number,
    GITHUB_RUN_ATTEMPT: github.run_attempt, GITHUB_REPOSITORY: github.repository, GITHUB_REF: github.ref,
    GITHUB_SHA: github.sha, GITHUB_EVENT_NAME: github.event_name, GITHUB_BASE_REF: github.base_ref ?? "",
    GITHUB_HEAD_REF: github.head_ref ?? "", GITHUB_REF_NAME: github.ref.replace(/^refs\/[^/]+\//, ""),
    GITHUB_WORKSPACE: at.work, RUNNER_TEMP: at.temp, GITHUB_OUTPUT: at.outputs, GITHUB_ENV: join(at.temp, `env-${at.number}`),
    GITHUB_STEP_SUMMARY: join(at.temp, `summary-${at.number}`), HOME: at.temp,
  };
  // What is meant for the stubs.
  const stubs = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("STUB_")));
  runner.GITHUB_EVENT_PATH = join(at.temp, `event-${at.number}.json`);
  writeFileSync(runner.GITHUB_EVENT_PATH, JSON.stringify(github.event ?? {}));
  const script = join(at.temp, `script-${at.number}.sh`);
  writeFileSync(script, step.run);
  const printed = execFileSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: step["working-directory"] ? join(at.work, step["working-directory"]) : at.work,
    encoding: "utf8",
    env: { ...runner, ...env, ...stubs, PATH: `${resolve(options.stubs)}:${process.env.PATH}` },
  });
  const summary = runner.GITHUB_STEP_SUMMARY;
  return printed + (existsSync(summary) ? readFileSync(summary, "utf8") : "");
}

function use(step, state, work, outputs) {
  const action = step.uses.split("@")[0];
  const inputs = expand(step.with ?? {}, state);
  if (options.action && action === "cloudkernels/runner-ymls") {
    return composite(resolve(options.action), inputs, state, work, outputs);
  } else if (action === "actions/checkout") {
    cpSync(repository, inputs.path ? join(work, inputs.path) : work, { recursive: true });
  } else if (action === "actions/upload-artifact") {
    const to = join(store, inputs.name);
    if (existsSync(to) && inputs.overwrite === true) rmSync(to, { recursive: true });
    if (existsSync(to)) throw new Error(`an artifact ${inputs.name} is there already`);
    mkdirSync(to);
    for (const path of inputs.path.trim().split("\n")) {
      const from = resolve(work, path.trim());
      if (!existsSync(from)) throw new Error(`nothing to upload at ${path}`);
      if (readdirSyncSafe(from)) cpSync(from, to, { recursive: true });
      else cpSync(from, join(to, basename(from)));
    }
  } else if (action === "actions/download-artifact") {
    const glob = pattern(inputs.pattern ?? "*");
    const names = readdirSync(store).filter((name) => (inputs.name ? name === inputs.name : glob.test(name)));
    if (inputs.name && names.length === 0) throw new Error(`there is no artifact ${inputs.name}`);
    for (const name of names) {
      const to = resolve(work, inputs.path ?? ".", inputs.name || inputs["merge-multiple"] ? "." : name);
      cpSync(join(store, name), to, { recursive: true });
    }
  }
  return `uses ${step.uses} ${JSON.stringify(inputs)}\n`;
}

/// Runs the steps of an action in the folder of the job that uses it.
function composite(folder, given, state, work, outputs) {
  const action = parse(readFileSync(join(folder, "action.yml"), "utf8"));
  for (const name of Object.keys(given)) {
    if (!(name in action.inputs)) throw new Error(`the action has no input ${name}`);
  }
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? ""]));
  const { steps: _, job: __, env, ...contexts } = state;
  const own = { ...contexts, github: { ...state.github, action_path: folder }, inputs: texts({ ...defaults, ...given }) };
  const found = steps(action.runs, own, { ...env }, work);
  if (found.result !== "success") throw Object.assign(new Error("the action failed"), { stdout: found.printed });
  const values = Object.entries(action.outputs ?? {}).map(([name, { value }]) => `${name}=${expand(value, found.state)}\n`);
  writeFileSync(outputs, values.join(""));
  return found.printed;
}

/// A pattern of names: `*`, and `@(one|another)`.
function pattern(text) {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
  return new RegExp(`^${escaped.replace(/@\\\(([^)]*)\\\)/g, (_, inner) => `(${inner.replaceAll("\\|", "|")})`)}$`);
}

function readdirSyncSafe(path) {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}

function run(name, job, done, workflow, base) {
  const needs = [job.needs ?? []].flat();
  const before = base.inputs?.job || needs.some((need) => again.has(need)) ? undefined : previous[name];
  if (before?.result === "success") return before;
  again.add(name);
  const context = Object.fromEntries(needs.map((need) => [need, { result: done[need].result, outputs: done[need].outputs }]));
  const contexts = { ...base, needs: context };
  const results = needs.map((need) => done[need].result);
  const status = { success: results.every((result) => result === "success"), failure: results.includes("failure"), cancelled: false, always: true };
  if (!allows(job.if, contexts, status)) return { result: "skipped", outputs: {}, runs: [] };
  const runs = [];
  const outputs = { ...before?.outputs };
  for (const matrix of combinations(expand(job.strategy?.matrix, contexts))) {
    const all = { ...contexts, matrix, strategy: { "fail-fast": job.strategy?.["fail-fast"] ?? true } };
    const done = before?.runs.find((one) => one.name === expand(job.name ?? name, all) && one.result === "success");
    if (done) {
      runs.push(done);
      continue;
    }
    if (job.uses) {
      const called = call(job, all);
      runs.push({ name: expand(job.name ?? name, all), ...called });
      Object.assign(outputs, called.outputs);
      continue;
    }
    const env = texts(expand({ ...workflow.env, ...job.env }, all));
    const { result, state, printed } = steps(job, all, env);
    // An output that is empty leaves what another job of the matrix gave.
    for (const [key, value] of Object.entries(expand(job.outputs ?? {}, { ...all, ...state }))) {
      if (value !== null && value !== "") outputs[key] = String(value);
    }
    runs.push({ name: expand(job.name ?? name, all), runs_on: expand(job["runs-on"], all), result, printed });
  }
  return { result: runs.every((one) => one.result === "success") ? "success" : "failure", outputs, runs };
}

/// Runs a callable workflow, which lies beside the calling one, for one combination of a matrix.
function call(job, contexts) {
  const called = parse(readFileSync(join(dirname(file), basename(job.uses)), "utf8"));
  const inputs = expand(job.with ?? {}, contexts);
  const secrets = texts(expand(job.secrets ?? {}, contexts));
  const { workflow_call: wants } = called.on;
  for (const [name, input] of Object.entries(wants.inputs ?? {})) {
    if (input.required && inputs[name] === undefined) throw new Error(`${job.uses} wants ${name}`);
  }
  const jobs = all(called, { ...base, inputs, secrets });
  const results = Object.values(jobs);
  const outputs = Object.entries(wants.outputs ?? {}).map(([name, { value }]) => [name, expand(value, { jobs })]);
  return {
    result: results.every((one) => one.result === "success") ? "success" : "failure",
    outputs: Object.fromEntries(outputs.filter(([, value]) => value !== null && value !== "")),
    printed: results.flatMap((one) => one.runs).map((one) => one.printed).join(""),
    runs_on: results.flatMap((one) => one.runs).map((one) => one.runs_on)[0],
  };
}

/// Runs the jobs of a workflow in the order of their needs.
function all(workflow, base) {
  const done = {};
  const left = Object.entries(workflow.jobs);
  while (left.length > 0) {
    const at = left.findIndex(([, job]) => [job.needs ?? []].flat().every((need) => need in done));
    if (at < 0) throw new Error(`jobs wait for each other: ${left.map(([name]) => name)}`);
    const [[name, job]] = left.splice(at, 1);
    done[name] = run(name, job, done, workflow, base);
  }
  return done;
}

const workflow = parse(readFileSync(file, "utf8"));
if (options.only) workflow.jobs = { [options.only]: workflow.jobs[options.only] };
console.log(JSON.stringify(all(workflow, base), null, 2));
