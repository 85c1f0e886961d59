// A real OpenID provider for tests: `node openid_provider.mjs <folder of packages> <port> <redirect> <after logout>`.
// Its own pages ask for a name and any password; the name is the subject.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, port, redirect, after] = process.argv.slice(2);
const found = createRequire(`${folder}/`).resolve("oidc-provider");
const { Provider, default: Default } = await import(pathToFileURL(found).href);

const provider = new (Provider ?? Default)(`http://localhost:${port}`, {
  clients: [
    {
      client_id: "yifa",
      client_secret: "only-for-this-test",
      redirect_uris: [redirect],
      post_logout_redirect_uris: [after],
    },
  ],
  cookies: { keys: ["only-for-this-test"] },
  pkce: { required: () => true },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
