// Fills in where the device is, for who stands at the venue.
const locate = document.querySelector("#locate");
const button = locate.querySelector("button");
const [missing, locating] = ["#no-location", "#locating"].map(id => document.querySelector(id));
const field = name => document.querySelector(`[name="venue.${name}"]`);

function show(isLocating, isMissing) {
  button.disabled = isLocating;
  locating.hidden = !isLocating;
  missing.hidden = !isMissing;
}

function fill({ coords }) {
  // Six digits are a tenth of a metre.
  field("latitude").value = coords.latitude.toFixed(6);
  field("longitude").value = coords.longitude.toFixed(6);
  field("radiusMetres").value ||= 100;
  show(false, false);
}

button.addEventListener("click", () => {
  show(true, false);
  navigator.geolocation.getCurrentPosition(fill, () => show(false, true), { enableHighAccuracy: true, timeout: 10000, maximumAge: 0 });
});
locate.hidden = !navigator.geolocation; // On plain HTTP a browser has none.
