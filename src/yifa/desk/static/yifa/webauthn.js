// Security keys and passkeys: a form with data-webauthn ("create" or "get") asks the key first, then is sent with
// what the key answered in its field `credential`. The options stand in a JSON element of the page.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const create = async (options) => {
  const wanted = options.publicKey;
  const made = await navigator.credentials.create({
    publicKey: {
      ...wanted,
      challenge: bytes(wanted.challenge),
      user: { ...wanted.user, id: bytes(wanted.user.id) },
      excludeCredentials: withBytes(wanted.excludeCredentials),
    },
  });
  return {
    ...common(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
};

const get = async (options) => {
  const wanted = options.publicKey;
  const found = await navigator.credentials.get({
    publicKey: {
      ...wanted,
      challenge: bytes(wanted.challenge),
      allowCredentials: withBytes(wanted.allowCredentials),
    },
  });
  return {
    ...common(found),
    response: {
      clientDataJSON: text(found.response.clientDataJSON),
      authenticatorData: text(found.response.authenticatorData),
      signature: text(found.response.signature),
      userHandle: found.response.userHandle ? text(found.response.userHandle) : null,
    },
  };
};

const common = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
});

const said = (error) => {
  if (error.name === "NotAllowedError") return "没有完成：已取消，或者等待时间太长。请再试一次。";
  if (error.name === "InvalidStateError") return "这个安全密钥已经登记过。";
  if (error.name === "SecurityError") return "安全密钥只能在 https 网址上使用。";
  return "安全密钥没有回应，请再试一次。";
};

for (const form of document.querySelectorAll("form[data-webauthn]")) {
  const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
  const problem = form.querySelector(".error");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      if (!window.PublicKeyCredential) throw new DOMException("", "NotSupportedError");
      const answer =
        form.dataset.webauthn === "create"
          ? await create(options.creation_options)
          : await get(options.request_options);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      problem.textContent = said(error);
      problem.hidden = false;
    }
  });
}
