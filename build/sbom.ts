import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

/** A package that is shipped or installed. */
export interface Part {
  readonly name: string;
  readonly version: string;
  /** The SPDX identifier. */
  readonly licence: string;
  /** By default, the package of that name on npm. */
  readonly purl?: string;
  /** Whether its code is in the package; otherwise npm installs it separately. */
  readonly bundled: boolean;
  readonly optional?: boolean;
}

/** The bill of materials of a package in CycloneDX JSON: the same bytes whenever it is written. */
export function billOfMaterials(product: { name: string; version: string; license: string }, parts: readonly Part[]): string {
  const components = parts.map(componentOf);
  const main = new Models.Component(Enums.ComponentType.Library, product.name, {
    version: product.version,
    bomRef: product.name,
    purl: purlOf(product),
    licenses: new Models.LicenseRepository([new Models.SpdxLicense(product.license)]),
    dependencies: new Models.BomRefRepository(components.map(({ bomRef }) => bomRef)),
  });
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component: main }),
    components: new Models.ComponentRepository(components),
  });
  return `${new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf({ name, version, licence, purl = purlOf({ name, version }), bundled, optional = false }: Part): Models.Component {
  return new Models.Component(Enums.ComponentType.Library, name, {
    version,
    bomRef: purl,
    purl,
    scope: optional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
    licenses: new Models.LicenseRepository([new Models.SpdxLicense(licence)]),
    // CycloneDX's own name for it.
    properties: new Models.PropertyRepository(bundled ? [new Models.Property('cdx:npm:package:bundled', 'true')] : []),
  });
}

function purlOf({ name, version }: { name: string; version: string }): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
