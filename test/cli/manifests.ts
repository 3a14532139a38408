/** A Deployment with the ports of its container. */
export function deployment(
  name: string,
  ports: Readonly<Record<string, number>>,
  namespace?: string,
): string {
  const declared = Object.entries(ports).map(
    ([port, number]) => `{ name: ${port}, containerPort: ${number} }`,
  );
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${namespace === undefined ? "" : `, namespace: ${namespace}`} }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: c, image: i, ports: [${declared.join(", ")}] }] }
---
`;
}

/** A database that only the web server may ask, by SQL, and a Service of its own name. */
export const SHOP = `${deployment("web", { http: 8080 })}${deployment("db", { sql: 5432, metrics: 9187 })}
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 5432, targetPort: sql }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-web }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: sql }] }]
`;
