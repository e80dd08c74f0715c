// Keys go to the interface at once, without a click into it first; textual.js makes it when the page has loaded.
"use strict";
const take = () => document.querySelector(".xterm-helper-textarea")?.focus();
addEventListener("load", take);
addEventListener("focus", take);
