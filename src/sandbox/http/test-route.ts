import type { TestQuestion, TestResult } from "../python-says.ts";
import { IrisError } from "../rules/iris-error.ts";
import type { RuleRequest } from "../rules/rule.ts";
import { restartTarget, testAnswer, testLog, testQuestion } from "../rules/testing.ts";
import { InterpreterReplaced } from "../runtime/python.ts";
import type { Instance } from "./instance.ts";

/** `POST /test`: the target is restarted, then given a message, and what it sends on is handled. */
export async function testRoute(instance: Instance, request: RuleRequest): Promise<unknown> {
  const { namespace, ns } = request;
  for (const entry of restartTarget(request)) instance.log(namespace, entry);
  const result = await sendTest(instance, request, testQuestion(request));
  const session = instance.newSession(namespace);
  for (const entry of testLog(result, session)) instance.log(namespace, entry);
  await instance.live.queued(namespace, ns, result.queued, session);
  return testAnswer(result, instance.profile);
}

/** An interpreter that ended between the start of the components and the message is followed by one with them. */
async function sendTest(instance: Instance, request: RuleRequest, question: TestQuestion): Promise<TestResult> {
  const { live, python } = instance;
  for (let tries = 0; ; tries += 1) {
    await instance.settle(request);
    const crash = live.crashOf(request.namespace, request.ns, question.target);
    if (crash !== undefined) throw new IrisError(crash);
    try {
      return await python.test(question, python.generation);
    } catch (error) {
      if (!(error instanceof InterpreterReplaced) || tries > 2) throw error;
    }
  }
}
