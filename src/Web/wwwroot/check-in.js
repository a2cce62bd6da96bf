// Asks where the phone is when the button is pressed, and only then; the form goes without a place to nobody.
const form = document.querySelector("#check-in");
const missing = document.querySelector("#no-location");

form.addEventListener("submit", event => {
  const place = name => form.elements[`location.${name}`];
  if (place("latitude").value) return;
  event.preventDefault();
  missing.hidden = true;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      place("latitude").value = coords.latitude;
      place("longitude").value = coords.longitude;
      form.submit();
    },
    () => { missing.hidden = false; },
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
});
