// How far an import is, until it is done.
setTimeout(() => location.reload(), 1000);
