/** The environment that Lambda and the construct give a function. */
export const FUNCTION_ENVIRONMENT = {
  TABLE_NAME: 'Notes',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'TEST',
  AWS_SECRET_ACCESS_KEY: 'TEST',
  // The functions' Node.js is this machine's.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};
