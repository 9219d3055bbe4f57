// What Lambda gives a function; the functions read it when they are loaded.
Object.assign(process.env, {
  TABLE_NAME: 'Notes',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'TEST',
  AWS_SECRET_ACCESS_KEY: 'TEST',
});
