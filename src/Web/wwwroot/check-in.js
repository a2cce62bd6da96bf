// Asks where the phone is when the button is pressed, and only then; the form goes without a place to nobody.
const form = document.querySelector("#check-in");
const button = form.querySelector("button");
const [missing, locating] = ["#no-location", "#locating"].map(id => document.querySelector(id));
const place = name => form.elements[`location.${name}`];

function show(isLocating, isMissing) {
  button.disabled = isLocating;
  locating.hidden = !isLocating;
  missing.hidden = !isMissing;
}

form.addEventListener("submit", event => {
  if (place("latitude").value) return;
  event.preventDefault();
  if (!navigator.geolocation) return show(false, true); // On plain HTTP a browser has none.
  show(true, false);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      place("latitude").value = coords.latitude;
      place("longitude").value = coords.longitude;
      form.submit();
    },
    () => show(false, true),
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
});

// Whoever comes back to the page may have walked on.
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  place("latitude").value = place("longitude").value = "";
  show(false, false);
});
