// A security key as second step. In the page:
//   <form data-key="create" data-key-options="{…}"> a hidden input named credential, a button with data-key-ask
// "create" makes a new key, "get" asks for one. What the browser answers is put in the input, and the form is sent. The words for a no are in
// [data-key-fault]. window.webauthnJSON is allauth's, which turns JSON into what the browser wants and back.

for (const form of document.querySelectorAll("form[data-key]")) {
  const fault = document.querySelector("[data-key-fault]");
  form.querySelector("[data-key-ask]").addEventListener("click", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    try {
      const credential = await window.webauthnJSON[form.dataset.key](JSON.parse(form.dataset.keyOptions));
      form.elements.namedItem("credential").value = JSON.stringify(credential);
      form.submit();
    } catch {
      // The person said no, waited too long, or the key is not one of theirs: the browser does not tell which.
      fault.hidden = false;
    }
  });
}
