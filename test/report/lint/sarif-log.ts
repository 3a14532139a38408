/** What tests read of a log. */
export interface SarifLog {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly rules: readonly {
            readonly id: string;
            readonly defaultConfiguration: { readonly level: string };
          }[];
        };
      };
      readonly results: readonly SarifResult[];
    },
  ];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
        readonly region: { readonly startLine: number; readonly startColumn: number };
      };
      readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
    },
  ];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
