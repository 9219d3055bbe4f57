import { LocalStack } from '../../local/local-stack';

// Serves an assembly until it is killed.
void LocalStack.start({ assembly: process.argv[2] }).then(({ url }) => process.send?.(url));
