// A sign-in link carries its code behind '#', which a browser sends nowhere: it is put into the form, and the address forgets it.
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.querySelector("#field-code").value = code;
  history.replaceState(null, "", location.pathname + location.search);
  document.querySelector("main button").focus();
}
