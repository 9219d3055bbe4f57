throw new Error('assets are missing: run the build first');
