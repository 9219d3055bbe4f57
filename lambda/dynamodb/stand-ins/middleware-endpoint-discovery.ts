/** Stands in for the search of an endpoint by account, which DynamoDB has no use for: its endpoint is known by the region. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: false };
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
