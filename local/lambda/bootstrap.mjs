import { run } from '#aws-lambda-ric';

await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
