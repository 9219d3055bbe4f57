// For ES modules in a Node.js without synchronous hooks: what module-resolution.cjs does.
import { pathToFileURL } from 'node:url';
import { found, layerFile, notFound, otherParents } from './runtime-modules.cjs';

export async function resolve(specifier, context, nextResolve) {
  const file = layerFile(specifier);
  if (file !== undefined) return nextResolve(pathToFileURL(file).href, context);
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    for (const parent of otherParents(specifier)) {
      try {
        const resolved = await nextResolve(specifier, { ...context, parentURL: pathToFileURL(parent).href });
        found(specifier);
        return resolved;
      } catch {
        // The next parent may find it.
      }
    }
    notFound(specifier);
    throw error;
  }
}
