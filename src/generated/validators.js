// Generated from schemas/ by `npm run generate`. Do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// node_modules/fast-deep-equal/index.js
var require_fast_deep_equal = __commonJS({
  "node_modules/fast-deep-equal/index.js"(exports, module) {
    "use strict";
    module.exports = function equal(a, b) {
      if (a === b) return true;
      if (a && b && typeof a == "object" && typeof b == "object") {
        if (a.constructor !== b.constructor) return false;
        var length, i, keys;
        if (Array.isArray(a)) {
          length = a.length;
          if (length != b.length) return false;
          for (i = length; i-- !== 0; )
            if (!equal(a[i], b[i])) return false;
          return true;
        }
        if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
        if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
        if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();
        keys = Object.keys(a);
        length = keys.length;
        if (length !== Object.keys(b).length) return false;
        for (i = length; i-- !== 0; )
          if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;
        for (i = length; i-- !== 0; ) {
          var key = keys[i];
          if (!equal(a[key], b[key])) return false;
        }
        return true;
      }
      return a !== a && b !== b;
    };
  }
});

// node_modules/ajv/dist/runtime/equal.js
var require_equal = __commonJS({
  "node_modules/ajv/dist/runtime/equal.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    var equal = require_fast_deep_equal();
    equal.code = 'require("ajv/dist/runtime/equal").default';
    exports.default = equal;
  }
});

// <stdin>
var validateDesired = validate20;
var schema31 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:desired-state", "title": "DesiredDocument", "description": "The desired state of one IRIS namespace. Only what is written is managed; an absent key is left alone on the server.", "type": "object", "additionalProperties": false, "required": ["version"], "examples": [{ "version": 1, "namespace": "IRISAPP", "default": "Demo.Production", "state": "running" }], "properties": { "version": { "description": "The version of this file format. Always 1.", "const": 1, "examples": [1] }, "namespace": { "description": "The IRIS namespace that this document describes. Where absent: the target's namespace, else USER.", "examples": ["IRISAPP", "USER"], "x-api": "namespace, in the query or the body of every route", "type": "string", "minLength": 1, "pattern": "^[%A-Za-z][%A-Za-z0-9_-]*$" }, "default": { "description": "The default (last-used) production of the namespace; an empty text clears it.", "examples": ["Demo.Production"], "x-api": "GET /default, PUT /default: production", "type": "string", "pattern": "^$|^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$", "maxLength": 220 }, "state": { "description": "running: the default production runs (any other running one is stopped first). stopped: nothing runs in the namespace.", "examples": ["running"], "x-api": "GET /status: status; POST /start, POST /stop", "enum": ["running", "stopped"] }, "packages": { "description": "Python packages, by the name that each has on the server.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$", "not": { "pattern": "-[0-9a-f]{12}$" }, "maxLength": 100 }, "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/package" }, { "$ref": "#/$defs/absent" }] }, "examples": [{ "demo": { "path": "../src/python/demo" }, "old_demo": "absent" }], "x-api": "PUT /migrate: package" }, "productions": { "description": "Production definitions, by class name.", "type": "object", "propertyNames": { "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", "maxLength": 220 }, "additionalProperties": { "$ref": "#/$defs/production" }, "examples": [{ "Demo.Production": { "items": { "FileOut": { "classname": "Python.FileOperation" } } } }], "x-api": "GET /export, PUT /migrate: PRODUCTIONS of the entrypoint" }, "bindings": { "$ref": "#/$defs/bindings" }, "guards": { "$ref": "#/$defs/guards" }, "checks": { "description": "What is tried after every apply; one that fails makes the apply end with exit 8.", "type": "array", "items": { "$ref": "#/$defs/check" }, "default": [], "examples": [[{ "name": "routed", "routes": "exist" }]] }, "on_failure": { "description": "What follows a failed check. rollback: what this apply has changed is changed back.", "default": "stop", "examples": ["rollback"], "enum": ["stop", "rollback"] } }, "$defs": { "absent": { "title": "Absent", "description": "This must not exist.", "const": "absent", "examples": ["absent"] }, "className": { "title": "ClassName", "description": "An IRIS class name: at least one package and a name, of letters and digits.", "examples": ["Python.FileOperation"], "type": "string", "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", "maxLength": 220 }, "package": { "title": "PackageEntry", "description": "A local directory of Python files that is uploaded and registered as one release.", "type": "object", "additionalProperties": false, "required": ["path"], "not": { "required": ["settings_file", "components"] }, "examples": [{ "path": "../src/python/demo", "settings_file": "settings.py" }], "properties": { "path": { "description": "The local directory, relative to this file.", "type": "string", "minLength": 1, "examples": ["../src/python/demo"] }, "settings_file": { "description": "The migration entrypoint inside the directory.", "default": "settings.py", "examples": ["settings.py"], "x-api": "PUT /migrate: settings_file (iopctl's own entrypoint runs it)", "type": "string", "pattern": "^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$" }, "remote_folder": { "description": "The absolute directory on the server that holds the package. Where absent: the server's own default, the directory of the namespace's code database.", "examples": ["/opt/iris/packages"], "x-api": "PUT /migrate: remote_folder", "type": "string", "pattern": "^(/|[A-Za-z]:[\\\\/])" }, "include": { "description": "Which files are uploaded, as glob patterns relative to the directory.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": ["**/*.py", "**/*.cls"], "examples": [["**/*.py"]] }, "exclude": { "description": "Which of them are not, on top of caches, hidden files and virtual environments.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["tests/**"]] }, "strict_production_validation": { "description": "true: what the server's validation finds in the settings file's productions is an error.", "default": false, "examples": [true], "x-api": "PUT /migrate: strict_production_validation", "type": "boolean" }, "layout": { "description": "versioned: each release in a directory of its own (NAME-<digest>), so that what runs keeps its files. in_place: always the directory NAME, which each release deletes first.", "default": "versioned", "examples": ["versioned"], "x-api": "PUT /migrate: package; GET /bindings: classpaths", "enum": ["versioned", "in_place"] }, "keep_releases": { "description": "versioned: how many releases stay on the server; a later release removes the older directories that iopctl has made for this namespace and package and that no binding names.", "default": 3, "examples": [3], "type": "integer", "minimum": 1, "maximum": 1e3 }, "components": { "description": "Instead of a settings file: IRIS proxy class to module.Class; iopctl writes the entrypoint.", "type": "object", "minProperties": 1, "propertyNames": { "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$" }, "additionalProperties": { "description": "The Python class, as module.Class.", "examples": ["bo.FileOperation"], "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$" }, "examples": [{ "Python.FileOperation": "bo.FileOperation" }], "x-api": "PUT /migrate: CLASSES of the entrypoint" } } }, "text": { "title": "SettingValue", "description": "A setting's value. The server stores text: a number or a boolean is stored as it is written here.", "type": ["string", "number", "boolean"], "examples": ["/data/in", 5, true] }, "settingMap": { "title": "SettingMap", "description": "Settings of one target, by name.", "type": "object", "propertyNames": { "minLength": 1 }, "additionalProperties": { "$ref": "#/$defs/text" }, "examples": [{ "FilePath": "/data/in" }], "x-api": "Setting.@Name and #text" }, "production": { "title": "ProductionEntry", "description": "A production definition. Attributes, settings and items that are not written here are left as they are, unless prune is true.", "type": "object", "additionalProperties": false, "examples": [{ "description": "Order intake", "items": { "FileOut": { "classname": "Python.FileOperation" } } }], "properties": { "prune": { "description": "true: items and settings that are not listed here are removed.", "default": false, "examples": [true], "type": "boolean" }, "protect": { "description": "true: no plan may delete items of this production or take it down; --allow-protected NAME lifts that for one run.", "default": false, "examples": [true], "type": "boolean" }, "description": { "description": "What the production is for.", "type": "string", "default": "", "examples": ["Order intake"], "x-api": "Description" }, "test_enabled": { "description": "Whether the testing service may send messages (POST /test).", "default": false, "examples": [true], "x-api": "@TestingEnabled", "type": "boolean" }, "log_trace_events": { "description": "Whether general trace events are logged.", "default": false, "examples": [false], "x-api": "@LogGeneralTraceEvents", "type": "boolean" }, "actor_pool_size": { "description": "How many jobs the shared actor pool has, for processes with pool size 0.", "default": 2, "examples": [2], "x-api": "ActorPoolSize", "type": "integer", "minimum": 0, "maximum": 128 }, "settings": { "description": "Settings of the production itself, by name.", "type": "object", "propertyNames": { "minLength": 1 }, "additionalProperties": { "$ref": "#/$defs/text" }, "examples": [{ "ShutdownTimeout": 120 }], "x-api": "Setting of the production" }, "items": { "description": "The items (services, processes, operations), by name.", "type": "object", "propertyNames": { "minLength": 1, "maxLength": 128 }, "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/item" }, { "$ref": "#/$defs/absent" }] }, "examples": [{ "FileOut": { "classname": "Python.FileOperation" }, "Old.Item": "absent" }], "x-api": "Item" }, "ignore": { "description": "Addresses inside this production that are never compared and never written; * stands for any part of one name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["items.FileInput.pool_size", "items.*.settings.Adapter.Password"]] } } }, "item": { "title": "ItemEntry", "description": "One item of a production.", "type": "object", "additionalProperties": false, "examples": [{ "classname": "Python.FileService", "pool_size": 1, "settings": { "Adapter": { "FilePath": "/data/in" } } }], "properties": { "classname": { "description": "The IRIS class of the item; needed when the item does not exist yet.", "examples": ["Python.FileService"], "x-api": "Item.@ClassName", "type": "string", "minLength": 1, "maxLength": 220, "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$" }, "category": { "description": "Categories of the item, separated by commas.", "type": "string", "default": "", "examples": ["Orders"], "x-api": "Item.@Category" }, "pool_size": { "description": "How many jobs the item has; 0 puts a process into the shared actor pool.", "default": 1, "examples": [1], "x-api": "Item.@PoolSize", "type": "integer", "minimum": 0, "maximum": 1e4 }, "enabled": { "description": "Whether the item runs when the production does.", "default": true, "examples": [true], "x-api": "Item.@Enabled", "type": "boolean" }, "foreground": { "description": "Whether its job runs in the foreground (in a terminal window).", "default": false, "examples": [false], "x-api": "Item.@Foreground", "type": "boolean" }, "comment": { "description": "A remark for people.", "type": "string", "default": "", "examples": ["moved from the old engine"], "x-api": "Item.@Comment" }, "log_trace_events": { "description": "Whether trace events of this item are logged.", "default": false, "examples": [false], "x-api": "Item.@LogTraceEvents", "type": "boolean" }, "schedule": { "description": "When the item runs, in IRIS's schedule notation; empty: always.", "type": "string", "default": "", "examples": ["START:*-*-*T08:00:00,STOP:*-*-*T18:00:00"], "x-api": "Item.@Schedule" }, "settings": { "description": "Settings by target (Host, Adapter, or another) and name.", "type": "object", "propertyNames": { "minLength": 1 }, "additionalProperties": { "$ref": "#/$defs/settingMap" }, "examples": [{ "Host": { "TargetConfigNames": "FileOut" }, "Adapter": { "FilePath": "/data/in" } }], "x-api": "Item.Setting" } } }, "bindings": { "title": "BindingsEntry", "description": "IRIS proxy classes of Python classes.", "type": "object", "additionalProperties": false, "examples": [{ "present": ["Python.FileOperation"], "absent": ["Python.WrongOperation"] }], "x-api": "GET /bindings, DELETE /binding", "properties": { "present": { "description": "Proxy classes that must exist after the apply; else the apply fails.", "type": "array", "items": { "$ref": "#/$defs/className" }, "default": [], "examples": [["Python.FileOperation"]], "x-api": "GET /bindings: class" }, "absent": { "description": "Proxy classes that are removed.", "type": "array", "items": { "$ref": "#/$defs/className" }, "default": [], "examples": [["Python.WrongOperation"]], "x-api": "DELETE /binding: class" }, "prune": { "description": "unused: every proxy class that no item uses and nothing here declares is removed. Adapters and iopctl's own records never are.", "default": "none", "examples": ["unused"], "x-api": "DELETE /binding: class", "enum": ["none", "unused"] }, "keep": { "description": "Proxy classes that are never pruned; * stands for any part of a name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["Python.Shared*"]] } } }, "duration": { "title": "Duration", "description": "A time: a number with ms, s, m or h; a plain number is seconds.", "examples": ["30s", "2m"], "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, { "type": "number", "minimum": 0 }] }, "guards": { "title": "GuardsEntry", "description": "Limits that no plan for this namespace may pass; a flag may tighten one or, by its name, lift it.", "type": "object", "additionalProperties": false, "examples": [{ "max_disruption": "component", "prune_limit": "30%", "queues": "wait 60s" }], "properties": { "max_disruption": { "description": "The worst that a plan may do to what runs. Flag: --max-disruption.", "default": "production", "examples": ["component"], "enum": ["none", "component", "production"] }, "prune_limit": { "description": "How many of a production's items, or of the namespace's bindings, one plan may remove: a share or a number. Where absent: half of them, and up to 3 always. Flag: --prune-limit.", "default": "50%", "examples": ["30%", 2], "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%?$" }, { "type": "integer", "minimum": 0 }] }, "queues": { "description": "Before an item restarts or stops: wait TIME for its queue to become empty, refuse where it is not, or ignore it. Flag: --queues.", "default": "ignore", "examples": ["wait 60s"], "x-api": "GET /queues: count", "type": "string", "pattern": "^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$" }, "drain": { "description": "true: before something restarts or stops, the services that feed it are held and its queues run empty. Flag: --drain.", "default": false, "examples": [true], "x-api": "POST /component/stop, POST /component/start, GET /queues", "type": "boolean" }, "other_production": { "description": "What to do about a running production that these files do not name, where it would have to be stopped. Flag: --other-production.", "default": "stop", "examples": ["refuse"], "enum": ["stop", "refuse"] }, "loss": { "description": "What to do where the server drops something of a definition that iopctl writes, such as an item's InactivityTimeout, and has no way to keep it. Flag: --allow-loss.", "default": "refuse", "examples": ["allow"], "enum": ["refuse", "allow"] } } }, "check": { "title": "CheckEntry", "description": "One check: a test message, a quiet log, short queues, or routes that lead somewhere.", "type": "object", "additionalProperties": false, "required": ["name"], "examples": [{ "name": "quiet", "log": { "types": ["Error"], "items": ["*"], "for": "30s" } }], "properties": { "name": { "description": "What the check is called in the outputs.", "type": "string", "minLength": 1, "examples": ["answers"] }, "test": { "title": "TestCheck", "description": "Sends a test message; the answer must be as expected.", "type": "object", "additionalProperties": false, "required": ["target"], "examples": [{ "target": "FileOut", "classname": "demo.msg.Ping", "body": { "text": "hi" }, "expect": { "subset": { "text": "hi" } } }], "x-api": "POST /test", "properties": { "target": { "description": "The item that gets the message.", "type": "string", "minLength": 1, "examples": ["FileOut"], "x-api": "target" }, "classname": { "description": "The message's Python class, module.Class; where absent an empty Ens.Request is sent.", "type": "string", "minLength": 1, "examples": ["demo.msg.Ping"], "x-api": "classname" }, "body": { "description": "The message's fields.", "examples": [{ "text": "hi" }], "x-api": "body" }, "expect": { "title": "ExpectEntry", "description": "What the answer's body must be; where absent any answer will do.", "type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1, "examples": [{ "subset": { "text": "hi" } }], "properties": { "equals": { "description": "The whole body, as JSON.", "examples": [{ "text": "hi" }] }, "subset": { "description": "What the body must hold; more may stand in it.", "examples": [{ "text": "hi" }] }, "regex": { "description": "A regular expression that the body's text must match.", "type": "string", "examples": ["^ok"] } } } } }, "log": { "title": "LogCheck", "description": "No entries of these types from these items, from the start of the apply until a time after it.", "type": "object", "additionalProperties": false, "examples": [{ "types": ["Error", "Alert"], "items": ["*"], "for": "30s" }], "x-api": "GET /log: since_id", "properties": { "types": { "description": "The types of entries that must not come.", "type": "array", "items": { "enum": ["Assert", "Error", "Warning", "Info", "Trace", "Alert"] }, "default": ["Error", "Alert"], "examples": [["Error"]] }, "items": { "description": "Whose entries count; * stands for any part of a name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": ["*"], "examples": [["File*"]] }, "for": { "description": "How long the log is watched after the apply.", "$ref": "#/$defs/duration", "default": "10s" } } }, "queues": { "title": "QueuesCheck", "description": "No queue is longer than this.", "type": "object", "additionalProperties": false, "required": ["max"], "examples": [{ "max": 100 }], "x-api": "GET /queues: count", "properties": { "max": { "description": "How many messages may wait.", "examples": [100], "type": "integer", "minimum": 0 }, "items": { "description": "Whose queues count; * stands for any part of a name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": ["*"], "examples": [["File*"]] }, "within": { "description": "How long the queues have to become as short as that.", "$ref": "#/$defs/duration", "default": 0 } } }, "routes": { "description": "exist: every item that another one sends to is there and enabled.", "const": "exist", "examples": ["exist"], "x-api": "GET /connections: connections" } }, "minProperties": 2, "maxProperties": 2 } } };
var schema32 = { "title": "PackageEntry", "description": "A local directory of Python files that is uploaded and registered as one release.", "type": "object", "additionalProperties": false, "required": ["path"], "not": { "required": ["settings_file", "components"] }, "examples": [{ "path": "../src/python/demo", "settings_file": "settings.py" }], "properties": { "path": { "description": "The local directory, relative to this file.", "type": "string", "minLength": 1, "examples": ["../src/python/demo"] }, "settings_file": { "description": "The migration entrypoint inside the directory.", "default": "settings.py", "examples": ["settings.py"], "x-api": "PUT /migrate: settings_file (iopctl's own entrypoint runs it)", "type": "string", "pattern": "^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$" }, "remote_folder": { "description": "The absolute directory on the server that holds the package. Where absent: the server's own default, the directory of the namespace's code database.", "examples": ["/opt/iris/packages"], "x-api": "PUT /migrate: remote_folder", "type": "string", "pattern": "^(/|[A-Za-z]:[\\\\/])" }, "include": { "description": "Which files are uploaded, as glob patterns relative to the directory.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": ["**/*.py", "**/*.cls"], "examples": [["**/*.py"]] }, "exclude": { "description": "Which of them are not, on top of caches, hidden files and virtual environments.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["tests/**"]] }, "strict_production_validation": { "description": "true: what the server's validation finds in the settings file's productions is an error.", "default": false, "examples": [true], "x-api": "PUT /migrate: strict_production_validation", "type": "boolean" }, "layout": { "description": "versioned: each release in a directory of its own (NAME-<digest>), so that what runs keeps its files. in_place: always the directory NAME, which each release deletes first.", "default": "versioned", "examples": ["versioned"], "x-api": "PUT /migrate: package; GET /bindings: classpaths", "enum": ["versioned", "in_place"] }, "keep_releases": { "description": "versioned: how many releases stay on the server; a later release removes the older directories that iopctl has made for this namespace and package and that no binding names.", "default": 3, "examples": [3], "type": "integer", "minimum": 1, "maximum": 1e3 }, "components": { "description": "Instead of a settings file: IRIS proxy class to module.Class; iopctl writes the entrypoint.", "type": "object", "minProperties": 1, "propertyNames": { "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$" }, "additionalProperties": { "description": "The Python class, as module.Class.", "examples": ["bo.FileOperation"], "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$" }, "examples": [{ "Python.FileOperation": "bo.FileOperation" }], "x-api": "PUT /migrate: CLASSES of the entrypoint" } } };
var schema33 = { "title": "Absent", "description": "This must not exist.", "const": "absent", "examples": ["absent"] };
var schema43 = { "title": "GuardsEntry", "description": "Limits that no plan for this namespace may pass; a flag may tighten one or, by its name, lift it.", "type": "object", "additionalProperties": false, "examples": [{ "max_disruption": "component", "prune_limit": "30%", "queues": "wait 60s" }], "properties": { "max_disruption": { "description": "The worst that a plan may do to what runs. Flag: --max-disruption.", "default": "production", "examples": ["component"], "enum": ["none", "component", "production"] }, "prune_limit": { "description": "How many of a production's items, or of the namespace's bindings, one plan may remove: a share or a number. Where absent: half of them, and up to 3 always. Flag: --prune-limit.", "default": "50%", "examples": ["30%", 2], "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%?$" }, { "type": "integer", "minimum": 0 }] }, "queues": { "description": "Before an item restarts or stops: wait TIME for its queue to become empty, refuse where it is not, or ignore it. Flag: --queues.", "default": "ignore", "examples": ["wait 60s"], "x-api": "GET /queues: count", "type": "string", "pattern": "^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$" }, "drain": { "description": "true: before something restarts or stops, the services that feed it are held and its queues run empty. Flag: --drain.", "default": false, "examples": [true], "x-api": "POST /component/stop, POST /component/start, GET /queues", "type": "boolean" }, "other_production": { "description": "What to do about a running production that these files do not name, where it would have to be stopped. Flag: --other-production.", "default": "stop", "examples": ["refuse"], "enum": ["stop", "refuse"] }, "loss": { "description": "What to do where the server drops something of a definition that iopctl writes, such as an item's InactivityTimeout, and has no way to keep it. Flag: --allow-loss.", "default": "refuse", "examples": ["allow"], "enum": ["refuse", "allow"] } } };
var func1 = Object.prototype.hasOwnProperty;
var func2 = require_ucs2length().default;
var pattern4 = new RegExp("^[%A-Za-z][%A-Za-z0-9_-]*$", "u");
var pattern5 = new RegExp("^$|^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$", "u");
var pattern6 = new RegExp("-[0-9a-f]{12}$", "u");
var pattern7 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]*$", "u");
var pattern8 = new RegExp("^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$", "u");
var pattern9 = new RegExp("^(/|[A-Za-z]:[\\\\/])", "u");
var pattern10 = new RegExp("^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", "u");
var pattern11 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$", "u");
var pattern16 = new RegExp("^[0-9]+(\\.[0-9]+)?%?$", "u");
var pattern17 = new RegExp("^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$", "u");
var schema34 = { "title": "ProductionEntry", "description": "A production definition. Attributes, settings and items that are not written here are left as they are, unless prune is true.", "type": "object", "additionalProperties": false, "examples": [{ "description": "Order intake", "items": { "FileOut": { "classname": "Python.FileOperation" } } }], "properties": { "prune": { "description": "true: items and settings that are not listed here are removed.", "default": false, "examples": [true], "type": "boolean" }, "protect": { "description": "true: no plan may delete items of this production or take it down; --allow-protected NAME lifts that for one run.", "default": false, "examples": [true], "type": "boolean" }, "description": { "description": "What the production is for.", "type": "string", "default": "", "examples": ["Order intake"], "x-api": "Description" }, "test_enabled": { "description": "Whether the testing service may send messages (POST /test).", "default": false, "examples": [true], "x-api": "@TestingEnabled", "type": "boolean" }, "log_trace_events": { "description": "Whether general trace events are logged.", "default": false, "examples": [false], "x-api": "@LogGeneralTraceEvents", "type": "boolean" }, "actor_pool_size": { "description": "How many jobs the shared actor pool has, for processes with pool size 0.", "default": 2, "examples": [2], "x-api": "ActorPoolSize", "type": "integer", "minimum": 0, "maximum": 128 }, "settings": { "description": "Settings of the production itself, by name.", "type": "object", "propertyNames": { "minLength": 1 }, "additionalProperties": { "$ref": "#/$defs/text" }, "examples": [{ "ShutdownTimeout": 120 }], "x-api": "Setting of the production" }, "items": { "description": "The items (services, processes, operations), by name.", "type": "object", "propertyNames": { "minLength": 1, "maxLength": 128 }, "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/item" }, { "$ref": "#/$defs/absent" }] }, "examples": [{ "FileOut": { "classname": "Python.FileOperation" }, "Old.Item": "absent" }], "x-api": "Item" }, "ignore": { "description": "Addresses inside this production that are never compared and never written; * stands for any part of one name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["items.FileInput.pool_size", "items.*.settings.Adapter.Password"]] } } };
var schema35 = { "title": "SettingValue", "description": "A setting's value. The server stores text: a number or a boolean is stored as it is written here.", "type": ["string", "number", "boolean"], "examples": ["/data/in", 5, true] };
var schema36 = { "title": "ItemEntry", "description": "One item of a production.", "type": "object", "additionalProperties": false, "examples": [{ "classname": "Python.FileService", "pool_size": 1, "settings": { "Adapter": { "FilePath": "/data/in" } } }], "properties": { "classname": { "description": "The IRIS class of the item; needed when the item does not exist yet.", "examples": ["Python.FileService"], "x-api": "Item.@ClassName", "type": "string", "minLength": 1, "maxLength": 220, "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$" }, "category": { "description": "Categories of the item, separated by commas.", "type": "string", "default": "", "examples": ["Orders"], "x-api": "Item.@Category" }, "pool_size": { "description": "How many jobs the item has; 0 puts a process into the shared actor pool.", "default": 1, "examples": [1], "x-api": "Item.@PoolSize", "type": "integer", "minimum": 0, "maximum": 1e4 }, "enabled": { "description": "Whether the item runs when the production does.", "default": true, "examples": [true], "x-api": "Item.@Enabled", "type": "boolean" }, "foreground": { "description": "Whether its job runs in the foreground (in a terminal window).", "default": false, "examples": [false], "x-api": "Item.@Foreground", "type": "boolean" }, "comment": { "description": "A remark for people.", "type": "string", "default": "", "examples": ["moved from the old engine"], "x-api": "Item.@Comment" }, "log_trace_events": { "description": "Whether trace events of this item are logged.", "default": false, "examples": [false], "x-api": "Item.@LogTraceEvents", "type": "boolean" }, "schedule": { "description": "When the item runs, in IRIS's schedule notation; empty: always.", "type": "string", "default": "", "examples": ["START:*-*-*T08:00:00,STOP:*-*-*T18:00:00"], "x-api": "Item.@Schedule" }, "settings": { "description": "Settings by target (Host, Adapter, or another) and name.", "type": "object", "propertyNames": { "minLength": 1 }, "additionalProperties": { "$ref": "#/$defs/settingMap" }, "examples": [{ "Host": { "TargetConfigNames": "FileOut" }, "Adapter": { "FilePath": "/data/in" } }], "x-api": "Item.Setting" } } };
var pattern13 = new RegExp("^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$", "u");
var schema37 = { "title": "SettingMap", "description": "Settings of one target, by name.", "type": "object", "propertyNames": { "minLength": 1 }, "additionalProperties": { "$ref": "#/$defs/text" }, "examples": [{ "FilePath": "/data/in" }], "x-api": "Setting.@Name and #text" };
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate23.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      const _errs1 = errors;
      if (typeof key0 === "string") {
        if (func2(key0) < 1) {
          const err0 = { instancePath, schemaPath: "#/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema37.propertyNames, data: key0, propertyName: key0 };
          if (vErrors === null) {
            vErrors = [err0];
          } else {
            vErrors.push(err0);
          }
          errors++;
        }
      }
      var valid0 = _errs1 === errors;
      if (!valid0) {
        const err1 = { instancePath, schemaPath: "#/propertyNames", keyword: "propertyNames", params: { propertyName: key0 }, message: "property name must be valid", schema: schema37.propertyNames, parentSchema: schema37, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    for (const key1 in data) {
      let data0 = data[key1];
      if (typeof data0 !== "string" && !(typeof data0 == "number" && isFinite(data0)) && typeof data0 !== "boolean") {
        const err2 = { instancePath: instancePath + "/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/text/type", keyword: "type", params: { type: schema35.type }, message: "must be string,number,boolean", schema: schema35.type, parentSchema: schema35, data: data0 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
  } else {
    const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema37.type, parentSchema: schema37, data };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate23.errors = vErrors;
  return errors === 0;
}
validate23.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema36.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema36, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.classname !== void 0) {
      let data0 = data.classname;
      if (typeof data0 === "string") {
        if (func2(data0) > 220) {
          const err1 = { instancePath: instancePath + "/classname", schemaPath: "#/properties/classname/maxLength", keyword: "maxLength", params: { limit: 220 }, message: "must NOT have more than 220 characters", schema: 220, parentSchema: schema36.properties.classname, data: data0 };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        if (func2(data0) < 1) {
          const err2 = { instancePath: instancePath + "/classname", schemaPath: "#/properties/classname/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema36.properties.classname, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern13.test(data0)) {
          const err3 = { instancePath: instancePath + "/classname", schemaPath: "#/properties/classname/pattern", keyword: "pattern", params: { pattern: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$" }, message: 'must match pattern "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$"', schema: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$", parentSchema: schema36.properties.classname, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/classname", schemaPath: "#/properties/classname/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema36.properties.classname.type, parentSchema: schema36.properties.classname, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.category !== void 0) {
      let data1 = data.category;
      if (typeof data1 !== "string") {
        const err5 = { instancePath: instancePath + "/category", schemaPath: "#/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema36.properties.category.type, parentSchema: schema36.properties.category, data: data1 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.pool_size !== void 0) {
      let data2 = data.pool_size;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err6 = { instancePath: instancePath + "/pool_size", schemaPath: "#/properties/pool_size/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema36.properties.pool_size.type, parentSchema: schema36.properties.pool_size, data: data2 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 > 1e4 || isNaN(data2)) {
          const err7 = { instancePath: instancePath + "/pool_size", schemaPath: "#/properties/pool_size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e4 }, message: "must be <= 10000", schema: 1e4, parentSchema: schema36.properties.pool_size, data: data2 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (data2 < 0 || isNaN(data2)) {
          const err8 = { instancePath: instancePath + "/pool_size", schemaPath: "#/properties/pool_size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema36.properties.pool_size, data: data2 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
    if (data.enabled !== void 0) {
      let data3 = data.enabled;
      if (typeof data3 !== "boolean") {
        const err9 = { instancePath: instancePath + "/enabled", schemaPath: "#/properties/enabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema36.properties.enabled.type, parentSchema: schema36.properties.enabled, data: data3 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.foreground !== void 0) {
      let data4 = data.foreground;
      if (typeof data4 !== "boolean") {
        const err10 = { instancePath: instancePath + "/foreground", schemaPath: "#/properties/foreground/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema36.properties.foreground.type, parentSchema: schema36.properties.foreground, data: data4 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.comment !== void 0) {
      let data5 = data.comment;
      if (typeof data5 !== "string") {
        const err11 = { instancePath: instancePath + "/comment", schemaPath: "#/properties/comment/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema36.properties.comment.type, parentSchema: schema36.properties.comment, data: data5 };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.log_trace_events !== void 0) {
      let data6 = data.log_trace_events;
      if (typeof data6 !== "boolean") {
        const err12 = { instancePath: instancePath + "/log_trace_events", schemaPath: "#/properties/log_trace_events/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema36.properties.log_trace_events.type, parentSchema: schema36.properties.log_trace_events, data: data6 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.schedule !== void 0) {
      let data7 = data.schedule;
      if (typeof data7 !== "string") {
        const err13 = { instancePath: instancePath + "/schedule", schemaPath: "#/properties/schedule/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema36.properties.schedule.type, parentSchema: schema36.properties.schedule, data: data7 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.settings !== void 0) {
      let data8 = data.settings;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        for (const key1 in data8) {
          const _errs20 = errors;
          if (typeof key1 === "string") {
            if (func2(key1) < 1) {
              const err14 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema36.properties.settings.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          }
          var valid1 = _errs20 === errors;
          if (!valid1) {
            const err15 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema36.properties.settings.propertyNames, parentSchema: schema36.properties.settings, data: data8 };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        for (const key2 in data8) {
          if (!validate23(data8[key2], { instancePath: instancePath + "/settings/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data8, parentDataProperty: key2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err16 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema36.properties.settings.type, parentSchema: schema36.properties.settings, data: data8 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
  } else {
    const err17 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema36.type, parentSchema: schema36, data };
    if (vErrors === null) {
      vErrors = [err17];
    } else {
      vErrors.push(err17);
    }
    errors++;
  }
  validate22.errors = vErrors;
  return errors === 0;
}
validate22.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema34.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema34, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.prune !== void 0) {
      let data0 = data.prune;
      if (typeof data0 !== "boolean") {
        const err1 = { instancePath: instancePath + "/prune", schemaPath: "#/properties/prune/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema34.properties.prune.type, parentSchema: schema34.properties.prune, data: data0 };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.protect !== void 0) {
      let data1 = data.protect;
      if (typeof data1 !== "boolean") {
        const err2 = { instancePath: instancePath + "/protect", schemaPath: "#/properties/protect/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema34.properties.protect.type, parentSchema: schema34.properties.protect, data: data1 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.description !== void 0) {
      let data2 = data.description;
      if (typeof data2 !== "string") {
        const err3 = { instancePath: instancePath + "/description", schemaPath: "#/properties/description/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.description.type, parentSchema: schema34.properties.description, data: data2 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.test_enabled !== void 0) {
      let data3 = data.test_enabled;
      if (typeof data3 !== "boolean") {
        const err4 = { instancePath: instancePath + "/test_enabled", schemaPath: "#/properties/test_enabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema34.properties.test_enabled.type, parentSchema: schema34.properties.test_enabled, data: data3 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.log_trace_events !== void 0) {
      let data4 = data.log_trace_events;
      if (typeof data4 !== "boolean") {
        const err5 = { instancePath: instancePath + "/log_trace_events", schemaPath: "#/properties/log_trace_events/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema34.properties.log_trace_events.type, parentSchema: schema34.properties.log_trace_events, data: data4 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.actor_pool_size !== void 0) {
      let data5 = data.actor_pool_size;
      if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
        const err6 = { instancePath: instancePath + "/actor_pool_size", schemaPath: "#/properties/actor_pool_size/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema34.properties.actor_pool_size.type, parentSchema: schema34.properties.actor_pool_size, data: data5 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data5 == "number" && isFinite(data5)) {
        if (data5 > 128 || isNaN(data5)) {
          const err7 = { instancePath: instancePath + "/actor_pool_size", schemaPath: "#/properties/actor_pool_size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 128 }, message: "must be <= 128", schema: 128, parentSchema: schema34.properties.actor_pool_size, data: data5 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (data5 < 0 || isNaN(data5)) {
          const err8 = { instancePath: instancePath + "/actor_pool_size", schemaPath: "#/properties/actor_pool_size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema34.properties.actor_pool_size, data: data5 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
    if (data.settings !== void 0) {
      let data6 = data.settings;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key1 in data6) {
          const _errs16 = errors;
          if (typeof key1 === "string") {
            if (func2(key1) < 1) {
              const err9 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.settings.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          }
          var valid1 = _errs16 === errors;
          if (!valid1) {
            const err10 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema34.properties.settings.propertyNames, parentSchema: schema34.properties.settings, data: data6 };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        for (const key2 in data6) {
          let data7 = data6[key2];
          if (typeof data7 !== "string" && !(typeof data7 == "number" && isFinite(data7)) && typeof data7 !== "boolean") {
            const err11 = { instancePath: instancePath + "/settings/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/text/type", keyword: "type", params: { type: schema35.type }, message: "must be string,number,boolean", schema: schema35.type, parentSchema: schema35, data: data7 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema34.properties.settings.type, parentSchema: schema34.properties.settings, data: data6 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.items !== void 0) {
      let data8 = data.items;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        for (const key3 in data8) {
          const _errs23 = errors;
          if (typeof key3 === "string") {
            if (func2(key3) > 128) {
              const err13 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/propertyNames/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters", schema: 128, parentSchema: schema34.properties.items.propertyNames, data: key3, propertyName: key3 };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
            if (func2(key3) < 1) {
              const err14 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/propertyNames/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.items.propertyNames, data: key3, propertyName: key3 };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
          }
          var valid4 = _errs23 === errors;
          if (!valid4) {
            const err15 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/propertyNames", keyword: "propertyNames", params: { propertyName: key3 }, message: "property name must be valid", schema: schema34.properties.items.propertyNames, parentSchema: schema34.properties.items, data: data8 };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        for (const key4 in data8) {
          let data9 = data8[key4];
          const _errs26 = errors;
          let valid6 = false;
          const _errs27 = errors;
          if (!validate22(data9, { instancePath: instancePath + "/items/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data8, parentDataProperty: key4, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
            errors = vErrors.length;
          }
          var _valid0 = _errs27 === errors;
          valid6 = valid6 || _valid0;
          const _errs28 = errors;
          if ("absent" !== data9) {
            const err16 = { instancePath: instancePath + "/items/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/absent/const", keyword: "const", params: { allowedValue: "absent" }, message: "must be equal to constant", schema: "absent", parentSchema: schema33, data: data9 };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
          var _valid0 = _errs28 === errors;
          valid6 = valid6 || _valid0;
          if (!valid6) {
            const err17 = { instancePath: instancePath + "/items/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/items/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema34.properties.items.additionalProperties.anyOf, parentSchema: schema34.properties.items.additionalProperties, data: data9 };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          } else {
            errors = _errs26;
            if (vErrors !== null) {
              if (_errs26) {
                vErrors.length = _errs26;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema34.properties.items.type, parentSchema: schema34.properties.items, data: data8 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data10 = data.ignore;
      if (Array.isArray(data10)) {
        const len0 = data10.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data11 = data10[i0];
          if (typeof data11 === "string") {
            if (func2(data11) < 1) {
              const err19 = { instancePath: instancePath + "/ignore/" + i0, schemaPath: "#/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema34.properties.ignore.items, data: data11 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/ignore/" + i0, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema34.properties.ignore.items.type, parentSchema: schema34.properties.ignore.items, data: data11 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
      } else {
        const err21 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema34.properties.ignore.type, parentSchema: schema34.properties.ignore, data: data10 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
  } else {
    const err22 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema34.type, parentSchema: schema34, data };
    if (vErrors === null) {
      vErrors = [err22];
    } else {
      vErrors.push(err22);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema40 = { "title": "BindingsEntry", "description": "IRIS proxy classes of Python classes.", "type": "object", "additionalProperties": false, "examples": [{ "present": ["Python.FileOperation"], "absent": ["Python.WrongOperation"] }], "x-api": "GET /bindings, DELETE /binding", "properties": { "present": { "description": "Proxy classes that must exist after the apply; else the apply fails.", "type": "array", "items": { "$ref": "#/$defs/className" }, "default": [], "examples": [["Python.FileOperation"]], "x-api": "GET /bindings: class" }, "absent": { "description": "Proxy classes that are removed.", "type": "array", "items": { "$ref": "#/$defs/className" }, "default": [], "examples": [["Python.WrongOperation"]], "x-api": "DELETE /binding: class" }, "prune": { "description": "unused: every proxy class that no item uses and nothing here declares is removed. Adapters and iopctl's own records never are.", "default": "none", "examples": ["unused"], "x-api": "DELETE /binding: class", "enum": ["none", "unused"] }, "keep": { "description": "Proxy classes that are never pruned; * stands for any part of a name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["Python.Shared*"]] } } };
var schema41 = { "title": "ClassName", "description": "An IRIS class name: at least one package and a name, of letters and digits.", "examples": ["Python.FileOperation"], "type": "string", "pattern": "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", "maxLength": 220 };
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate27.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === "present" || key0 === "absent" || key0 === "prune" || key0 === "keep")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema40, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.present !== void 0) {
      let data0 = data.present;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 === "string") {
            if (func2(data1) > 220) {
              const err1 = { instancePath: instancePath + "/present/" + i0, schemaPath: "#/$defs/className/maxLength", keyword: "maxLength", params: { limit: 220 }, message: "must NOT have more than 220 characters", schema: 220, parentSchema: schema41, data: data1 };
              if (vErrors === null) {
                vErrors = [err1];
              } else {
                vErrors.push(err1);
              }
              errors++;
            }
            if (!pattern10.test(data1)) {
              const err2 = { instancePath: instancePath + "/present/" + i0, schemaPath: "#/$defs/className/pattern", keyword: "pattern", params: { pattern: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$" }, message: 'must match pattern "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$"', schema: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", parentSchema: schema41, data: data1 };
              if (vErrors === null) {
                vErrors = [err2];
              } else {
                vErrors.push(err2);
              }
              errors++;
            }
          } else {
            const err3 = { instancePath: instancePath + "/present/" + i0, schemaPath: "#/$defs/className/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema41.type, parentSchema: schema41, data: data1 };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/present", schemaPath: "#/properties/present/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema40.properties.present.type, parentSchema: schema40.properties.present, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.absent !== void 0) {
      let data2 = data.absent;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (typeof data3 === "string") {
            if (func2(data3) > 220) {
              const err5 = { instancePath: instancePath + "/absent/" + i1, schemaPath: "#/$defs/className/maxLength", keyword: "maxLength", params: { limit: 220 }, message: "must NOT have more than 220 characters", schema: 220, parentSchema: schema41, data: data3 };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            if (!pattern10.test(data3)) {
              const err6 = { instancePath: instancePath + "/absent/" + i1, schemaPath: "#/$defs/className/pattern", keyword: "pattern", params: { pattern: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$" }, message: 'must match pattern "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$"', schema: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", parentSchema: schema41, data: data3 };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          } else {
            const err7 = { instancePath: instancePath + "/absent/" + i1, schemaPath: "#/$defs/className/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema41.type, parentSchema: schema41, data: data3 };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/absent", schemaPath: "#/properties/absent/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema40.properties.absent.type, parentSchema: schema40.properties.absent, data: data2 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.prune !== void 0) {
      let data4 = data.prune;
      if (!(data4 === "none" || data4 === "unused")) {
        const err9 = { instancePath: instancePath + "/prune", schemaPath: "#/properties/prune/enum", keyword: "enum", params: { allowedValues: schema40.properties.prune.enum }, message: "must be equal to one of the allowed values", schema: schema40.properties.prune.enum, parentSchema: schema40.properties.prune, data: data4 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.keep !== void 0) {
      let data5 = data.keep;
      if (Array.isArray(data5)) {
        const len2 = data5.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data6 = data5[i2];
          if (typeof data6 === "string") {
            if (func2(data6) < 1) {
              const err10 = { instancePath: instancePath + "/keep/" + i2, schemaPath: "#/properties/keep/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema40.properties.keep.items, data: data6 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          } else {
            const err11 = { instancePath: instancePath + "/keep/" + i2, schemaPath: "#/properties/keep/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema40.properties.keep.items.type, parentSchema: schema40.properties.keep.items, data: data6 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/keep", schemaPath: "#/properties/keep/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema40.properties.keep.type, parentSchema: schema40.properties.keep, data: data5 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
  } else {
    const err13 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema40.type, parentSchema: schema40, data };
    if (vErrors === null) {
      vErrors = [err13];
    } else {
      vErrors.push(err13);
    }
    errors++;
  }
  validate27.errors = vErrors;
  return errors === 0;
}
validate27.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema44 = { "title": "CheckEntry", "description": "One check: a test message, a quiet log, short queues, or routes that lead somewhere.", "type": "object", "additionalProperties": false, "required": ["name"], "examples": [{ "name": "quiet", "log": { "types": ["Error"], "items": ["*"], "for": "30s" } }], "properties": { "name": { "description": "What the check is called in the outputs.", "type": "string", "minLength": 1, "examples": ["answers"] }, "test": { "title": "TestCheck", "description": "Sends a test message; the answer must be as expected.", "type": "object", "additionalProperties": false, "required": ["target"], "examples": [{ "target": "FileOut", "classname": "demo.msg.Ping", "body": { "text": "hi" }, "expect": { "subset": { "text": "hi" } } }], "x-api": "POST /test", "properties": { "target": { "description": "The item that gets the message.", "type": "string", "minLength": 1, "examples": ["FileOut"], "x-api": "target" }, "classname": { "description": "The message's Python class, module.Class; where absent an empty Ens.Request is sent.", "type": "string", "minLength": 1, "examples": ["demo.msg.Ping"], "x-api": "classname" }, "body": { "description": "The message's fields.", "examples": [{ "text": "hi" }], "x-api": "body" }, "expect": { "title": "ExpectEntry", "description": "What the answer's body must be; where absent any answer will do.", "type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1, "examples": [{ "subset": { "text": "hi" } }], "properties": { "equals": { "description": "The whole body, as JSON.", "examples": [{ "text": "hi" }] }, "subset": { "description": "What the body must hold; more may stand in it.", "examples": [{ "text": "hi" }] }, "regex": { "description": "A regular expression that the body's text must match.", "type": "string", "examples": ["^ok"] } } } } }, "log": { "title": "LogCheck", "description": "No entries of these types from these items, from the start of the apply until a time after it.", "type": "object", "additionalProperties": false, "examples": [{ "types": ["Error", "Alert"], "items": ["*"], "for": "30s" }], "x-api": "GET /log: since_id", "properties": { "types": { "description": "The types of entries that must not come.", "type": "array", "items": { "enum": ["Assert", "Error", "Warning", "Info", "Trace", "Alert"] }, "default": ["Error", "Alert"], "examples": [["Error"]] }, "items": { "description": "Whose entries count; * stands for any part of a name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": ["*"], "examples": [["File*"]] }, "for": { "description": "How long the log is watched after the apply.", "$ref": "#/$defs/duration", "default": "10s" } } }, "queues": { "title": "QueuesCheck", "description": "No queue is longer than this.", "type": "object", "additionalProperties": false, "required": ["max"], "examples": [{ "max": 100 }], "x-api": "GET /queues: count", "properties": { "max": { "description": "How many messages may wait.", "examples": [100], "type": "integer", "minimum": 0 }, "items": { "description": "Whose queues count; * stands for any part of a name.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": ["*"], "examples": [["File*"]] }, "within": { "description": "How long the queues have to become as short as that.", "$ref": "#/$defs/duration", "default": 0 } } }, "routes": { "description": "exist: every item that another one sends to is there and enabled.", "const": "exist", "examples": ["exist"], "x-api": "GET /connections: connections" } }, "minProperties": 2, "maxProperties": 2 };
var schema45 = { "title": "Duration", "description": "A time: a number with ms, s, m or h; a plain number is seconds.", "examples": ["30s", "2m"], "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, { "type": "number", "minimum": 0 }] };
var pattern18 = new RegExp("^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", "u");
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate29.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length > 2) {
      const err0 = { instancePath, schemaPath: "#/maxProperties", keyword: "maxProperties", params: { limit: 2 }, message: "must NOT have more than 2 properties", schema: 2, parentSchema: schema44, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (Object.keys(data).length < 2) {
      const err1 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 2 }, message: "must NOT have fewer than 2 properties", schema: 2, parentSchema: schema44, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.name === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema44.required, parentSchema: schema44, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "name" || key0 === "test" || key0 === "log" || key0 === "queues" || key0 === "routes")) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema44, data };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.name !== void 0) {
      let data0 = data.name;
      if (typeof data0 === "string") {
        if (func2(data0) < 1) {
          const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema44.properties.name, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.properties.name.type, parentSchema: schema44.properties.name, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.test !== void 0) {
      let data1 = data.test;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        if (data1.target === void 0) {
          const err6 = { instancePath: instancePath + "/test", schemaPath: "#/properties/test/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'", schema: schema44.properties.test.required, parentSchema: schema44.properties.test, data: data1 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        for (const key1 in data1) {
          if (!(key1 === "target" || key1 === "classname" || key1 === "body" || key1 === "expect")) {
            const err7 = { instancePath: instancePath + "/test", schemaPath: "#/properties/test/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema44.properties.test, data: data1 };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        if (data1.target !== void 0) {
          let data2 = data1.target;
          if (typeof data2 === "string") {
            if (func2(data2) < 1) {
              const err8 = { instancePath: instancePath + "/test/target", schemaPath: "#/properties/test/properties/target/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema44.properties.test.properties.target, data: data2 };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
          } else {
            const err9 = { instancePath: instancePath + "/test/target", schemaPath: "#/properties/test/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.properties.test.properties.target.type, parentSchema: schema44.properties.test.properties.target, data: data2 };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        if (data1.classname !== void 0) {
          let data3 = data1.classname;
          if (typeof data3 === "string") {
            if (func2(data3) < 1) {
              const err10 = { instancePath: instancePath + "/test/classname", schemaPath: "#/properties/test/properties/classname/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema44.properties.test.properties.classname, data: data3 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          } else {
            const err11 = { instancePath: instancePath + "/test/classname", schemaPath: "#/properties/test/properties/classname/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.properties.test.properties.classname.type, parentSchema: schema44.properties.test.properties.classname, data: data3 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        if (data1.expect !== void 0) {
          let data4 = data1.expect;
          if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
            if (Object.keys(data4).length > 1) {
              const err12 = { instancePath: instancePath + "/test/expect", schemaPath: "#/properties/test/properties/expect/maxProperties", keyword: "maxProperties", params: { limit: 1 }, message: "must NOT have more than 1 properties", schema: 1, parentSchema: schema44.properties.test.properties.expect, data: data4 };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            if (Object.keys(data4).length < 1) {
              const err13 = { instancePath: instancePath + "/test/expect", schemaPath: "#/properties/test/properties/expect/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema44.properties.test.properties.expect, data: data4 };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
            for (const key2 in data4) {
              if (!(key2 === "equals" || key2 === "subset" || key2 === "regex")) {
                const err14 = { instancePath: instancePath + "/test/expect", schemaPath: "#/properties/test/properties/expect/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema44.properties.test.properties.expect, data: data4 };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
            if (data4.regex !== void 0) {
              let data5 = data4.regex;
              if (typeof data5 !== "string") {
                const err15 = { instancePath: instancePath + "/test/expect/regex", schemaPath: "#/properties/test/properties/expect/properties/regex/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.properties.test.properties.expect.properties.regex.type, parentSchema: schema44.properties.test.properties.expect.properties.regex, data: data5 };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
          } else {
            const err16 = { instancePath: instancePath + "/test/expect", schemaPath: "#/properties/test/properties/expect/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema44.properties.test.properties.expect.type, parentSchema: schema44.properties.test.properties.expect, data: data4 };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
        }
      } else {
        const err17 = { instancePath: instancePath + "/test", schemaPath: "#/properties/test/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema44.properties.test.type, parentSchema: schema44.properties.test, data: data1 };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
    if (data.log !== void 0) {
      let data6 = data.log;
      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
        for (const key3 in data6) {
          if (!(key3 === "types" || key3 === "items" || key3 === "for")) {
            const err18 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema44.properties.log, data: data6 };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data6.types !== void 0) {
          let data7 = data6.types;
          if (Array.isArray(data7)) {
            const len0 = data7.length;
            for (let i0 = 0; i0 < len0; i0++) {
              let data8 = data7[i0];
              if (!(data8 === "Assert" || data8 === "Error" || data8 === "Warning" || data8 === "Info" || data8 === "Trace" || data8 === "Alert")) {
                const err19 = { instancePath: instancePath + "/log/types/" + i0, schemaPath: "#/properties/log/properties/types/items/enum", keyword: "enum", params: { allowedValues: schema44.properties.log.properties.types.items.enum }, message: "must be equal to one of the allowed values", schema: schema44.properties.log.properties.types.items.enum, parentSchema: schema44.properties.log.properties.types.items, data: data8 };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
            }
          } else {
            const err20 = { instancePath: instancePath + "/log/types", schemaPath: "#/properties/log/properties/types/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema44.properties.log.properties.types.type, parentSchema: schema44.properties.log.properties.types, data: data7 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data6.items !== void 0) {
          let data9 = data6.items;
          if (Array.isArray(data9)) {
            const len1 = data9.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data10 = data9[i1];
              if (typeof data10 === "string") {
                if (func2(data10) < 1) {
                  const err21 = { instancePath: instancePath + "/log/items/" + i1, schemaPath: "#/properties/log/properties/items/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema44.properties.log.properties.items.items, data: data10 };
                  if (vErrors === null) {
                    vErrors = [err21];
                  } else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
              } else {
                const err22 = { instancePath: instancePath + "/log/items/" + i1, schemaPath: "#/properties/log/properties/items/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.properties.log.properties.items.items.type, parentSchema: schema44.properties.log.properties.items.items, data: data10 };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
          } else {
            const err23 = { instancePath: instancePath + "/log/items", schemaPath: "#/properties/log/properties/items/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema44.properties.log.properties.items.type, parentSchema: schema44.properties.log.properties.items, data: data9 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data6.for !== void 0) {
          let data11 = data6.for;
          const _errs28 = errors;
          let valid9 = false;
          const _errs29 = errors;
          if (typeof data11 === "string") {
            if (!pattern18.test(data11)) {
              const err24 = { instancePath: instancePath + "/log/for", schemaPath: "#/$defs/duration/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"', schema: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", parentSchema: schema45.anyOf[0], data: data11 };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
          } else {
            const err25 = { instancePath: instancePath + "/log/for", schemaPath: "#/$defs/duration/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema45.anyOf[0].type, parentSchema: schema45.anyOf[0], data: data11 };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
          var _valid0 = _errs29 === errors;
          valid9 = valid9 || _valid0;
          const _errs31 = errors;
          if (typeof data11 == "number" && isFinite(data11)) {
            if (data11 < 0 || isNaN(data11)) {
              const err26 = { instancePath: instancePath + "/log/for", schemaPath: "#/$defs/duration/anyOf/1/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema45.anyOf[1], data: data11 };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
          } else {
            const err27 = { instancePath: instancePath + "/log/for", schemaPath: "#/$defs/duration/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema45.anyOf[1].type, parentSchema: schema45.anyOf[1], data: data11 };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
          var _valid0 = _errs31 === errors;
          valid9 = valid9 || _valid0;
          if (!valid9) {
            const err28 = { instancePath: instancePath + "/log/for", schemaPath: "#/$defs/duration/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema45.anyOf, parentSchema: schema45, data: data11 };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          } else {
            errors = _errs28;
            if (vErrors !== null) {
              if (_errs28) {
                vErrors.length = _errs28;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/log", schemaPath: "#/properties/log/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema44.properties.log.type, parentSchema: schema44.properties.log, data: data6 };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.queues !== void 0) {
      let data12 = data.queues;
      if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
        if (data12.max === void 0) {
          const err30 = { instancePath: instancePath + "/queues", schemaPath: "#/properties/queues/required", keyword: "required", params: { missingProperty: "max" }, message: "must have required property 'max'", schema: schema44.properties.queues.required, parentSchema: schema44.properties.queues, data: data12 };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
        for (const key4 in data12) {
          if (!(key4 === "max" || key4 === "items" || key4 === "within")) {
            const err31 = { instancePath: instancePath + "/queues", schemaPath: "#/properties/queues/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: false, parentSchema: schema44.properties.queues, data: data12 };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
        if (data12.max !== void 0) {
          let data13 = data12.max;
          if (!(typeof data13 == "number" && (!(data13 % 1) && !isNaN(data13)) && isFinite(data13))) {
            const err32 = { instancePath: instancePath + "/queues/max", schemaPath: "#/properties/queues/properties/max/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema44.properties.queues.properties.max.type, parentSchema: schema44.properties.queues.properties.max, data: data13 };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
          if (typeof data13 == "number" && isFinite(data13)) {
            if (data13 < 0 || isNaN(data13)) {
              const err33 = { instancePath: instancePath + "/queues/max", schemaPath: "#/properties/queues/properties/max/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema44.properties.queues.properties.max, data: data13 };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
          }
        }
        if (data12.items !== void 0) {
          let data14 = data12.items;
          if (Array.isArray(data14)) {
            const len2 = data14.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data15 = data14[i2];
              if (typeof data15 === "string") {
                if (func2(data15) < 1) {
                  const err34 = { instancePath: instancePath + "/queues/items/" + i2, schemaPath: "#/properties/queues/properties/items/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema44.properties.queues.properties.items.items, data: data15 };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
              } else {
                const err35 = { instancePath: instancePath + "/queues/items/" + i2, schemaPath: "#/properties/queues/properties/items/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema44.properties.queues.properties.items.items.type, parentSchema: schema44.properties.queues.properties.items.items, data: data15 };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              }
            }
          } else {
            const err36 = { instancePath: instancePath + "/queues/items", schemaPath: "#/properties/queues/properties/items/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema44.properties.queues.properties.items.type, parentSchema: schema44.properties.queues.properties.items, data: data14 };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
        }
        if (data12.within !== void 0) {
          let data16 = data12.within;
          const _errs44 = errors;
          let valid14 = false;
          const _errs45 = errors;
          if (typeof data16 === "string") {
            if (!pattern18.test(data16)) {
              const err37 = { instancePath: instancePath + "/queues/within", schemaPath: "#/$defs/duration/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"', schema: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", parentSchema: schema45.anyOf[0], data: data16 };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                vErrors.push(err37);
              }
              errors++;
            }
          } else {
            const err38 = { instancePath: instancePath + "/queues/within", schemaPath: "#/$defs/duration/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema45.anyOf[0].type, parentSchema: schema45.anyOf[0], data: data16 };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
          var _valid1 = _errs45 === errors;
          valid14 = valid14 || _valid1;
          const _errs47 = errors;
          if (typeof data16 == "number" && isFinite(data16)) {
            if (data16 < 0 || isNaN(data16)) {
              const err39 = { instancePath: instancePath + "/queues/within", schemaPath: "#/$defs/duration/anyOf/1/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema45.anyOf[1], data: data16 };
              if (vErrors === null) {
                vErrors = [err39];
              } else {
                vErrors.push(err39);
              }
              errors++;
            }
          } else {
            const err40 = { instancePath: instancePath + "/queues/within", schemaPath: "#/$defs/duration/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema45.anyOf[1].type, parentSchema: schema45.anyOf[1], data: data16 };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
          var _valid1 = _errs47 === errors;
          valid14 = valid14 || _valid1;
          if (!valid14) {
            const err41 = { instancePath: instancePath + "/queues/within", schemaPath: "#/$defs/duration/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema45.anyOf, parentSchema: schema45, data: data16 };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          } else {
            errors = _errs44;
            if (vErrors !== null) {
              if (_errs44) {
                vErrors.length = _errs44;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err42 = { instancePath: instancePath + "/queues", schemaPath: "#/properties/queues/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema44.properties.queues.type, parentSchema: schema44.properties.queues, data: data12 };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
    }
    if (data.routes !== void 0) {
      let data17 = data.routes;
      if ("exist" !== data17) {
        const err43 = { instancePath: instancePath + "/routes", schemaPath: "#/properties/routes/const", keyword: "const", params: { allowedValue: "exist" }, message: "must be equal to constant", schema: "exist", parentSchema: schema44.properties.routes, data: data17 };
        if (vErrors === null) {
          vErrors = [err43];
        } else {
          vErrors.push(err43);
        }
        errors++;
      }
    }
  } else {
    const err44 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema44.type, parentSchema: schema44, data };
    if (vErrors === null) {
      vErrors = [err44];
    } else {
      vErrors.push(err44);
    }
    errors++;
  }
  validate29.errors = vErrors;
  return errors === 0;
}
validate29.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate20.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "version" }, message: "must have required property 'version'", schema: schema31.required, parentSchema: schema31, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema31.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema31, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.version !== void 0) {
      let data0 = data.version;
      if (1 !== data0) {
        const err2 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/const", keyword: "const", params: { allowedValue: 1 }, message: "must be equal to constant", schema: 1, parentSchema: schema31.properties.version, data: data0 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.namespace !== void 0) {
      let data1 = data.namespace;
      if (typeof data1 === "string") {
        if (func2(data1) < 1) {
          const err3 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema31.properties.namespace, data: data1 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (!pattern4.test(data1)) {
          const err4 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/pattern", keyword: "pattern", params: { pattern: "^[%A-Za-z][%A-Za-z0-9_-]*$" }, message: 'must match pattern "^[%A-Za-z][%A-Za-z0-9_-]*$"', schema: "^[%A-Za-z][%A-Za-z0-9_-]*$", parentSchema: schema31.properties.namespace, data: data1 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.namespace.type, parentSchema: schema31.properties.namespace, data: data1 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.default !== void 0) {
      let data2 = data.default;
      if (typeof data2 === "string") {
        if (func2(data2) > 220) {
          const err6 = { instancePath: instancePath + "/default", schemaPath: "#/properties/default/maxLength", keyword: "maxLength", params: { limit: 220 }, message: "must NOT have more than 220 characters", schema: 220, parentSchema: schema31.properties.default, data: data2 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (!pattern5.test(data2)) {
          const err7 = { instancePath: instancePath + "/default", schemaPath: "#/properties/default/pattern", keyword: "pattern", params: { pattern: "^$|^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$" }, message: 'must match pattern "^$|^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$"', schema: "^$|^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$", parentSchema: schema31.properties.default, data: data2 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/default", schemaPath: "#/properties/default/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema31.properties.default.type, parentSchema: schema31.properties.default, data: data2 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.state !== void 0) {
      let data3 = data.state;
      if (!(data3 === "running" || data3 === "stopped")) {
        const err9 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/enum", keyword: "enum", params: { allowedValues: schema31.properties.state.enum }, message: "must be equal to one of the allowed values", schema: schema31.properties.state.enum, parentSchema: schema31.properties.state, data: data3 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.packages !== void 0) {
      let data4 = data.packages;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key1 in data4) {
          const _errs10 = errors;
          const _errs11 = errors;
          const _errs12 = errors;
          if (typeof key1 === "string") {
            if (!pattern6.test(key1)) {
              const err10 = {};
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          }
          var valid2 = _errs12 === errors;
          if (valid2) {
            const err11 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/propertyNames/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema31.properties.packages.propertyNames.not, parentSchema: schema31.properties.packages.propertyNames, data: key1, propertyName: key1 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          } else {
            errors = _errs11;
            if (vErrors !== null) {
              if (_errs11) {
                vErrors.length = _errs11;
              } else {
                vErrors = null;
              }
            }
          }
          if (typeof key1 === "string") {
            if (func2(key1) > 100) {
              const err12 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/propertyNames/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema31.properties.packages.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            if (!pattern7.test(key1)) {
              const err13 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_-]*$", parentSchema: schema31.properties.packages.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          }
          var valid1 = _errs10 === errors;
          if (!valid1) {
            const err14 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema31.properties.packages.propertyNames, parentSchema: schema31.properties.packages, data: data4 };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        for (const key2 in data4) {
          let data5 = data4[key2];
          const _errs15 = errors;
          let valid4 = false;
          const _errs16 = errors;
          const _errs19 = errors;
          const _errs20 = errors;
          if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
            let missing0;
            if (data5.settings_file === void 0 && (missing0 = "settings_file") || data5.components === void 0 && (missing0 = "components")) {
              const err15 = {};
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
          }
          var valid6 = _errs20 === errors;
          if (valid6) {
            const err16 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/package/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema32.not, parentSchema: schema32, data: data5 };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          } else {
            errors = _errs19;
            if (vErrors !== null) {
              if (_errs19) {
                vErrors.length = _errs19;
              } else {
                vErrors = null;
              }
            }
          }
          if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
            if (data5.path === void 0) {
              const err17 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/package/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'", schema: schema32.required, parentSchema: schema32, data: data5 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            for (const key3 in data5) {
              if (!func1.call(schema32.properties, key3)) {
                const err18 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/package/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema32, data: data5 };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data5.path !== void 0) {
              let data6 = data5.path;
              if (typeof data6 === "string") {
                if (func2(data6) < 1) {
                  const err19 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/path", schemaPath: "#/$defs/package/properties/path/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.path, data: data6 };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
              } else {
                const err20 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/path", schemaPath: "#/$defs/package/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.path.type, parentSchema: schema32.properties.path, data: data6 };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data5.settings_file !== void 0) {
              let data7 = data5.settings_file;
              if (typeof data7 === "string") {
                if (!pattern8.test(data7)) {
                  const err21 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/settings_file", schemaPath: "#/$defs/package/properties/settings_file/pattern", keyword: "pattern", params: { pattern: "^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$" }, message: 'must match pattern "^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$"', schema: "^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$", parentSchema: schema32.properties.settings_file, data: data7 };
                  if (vErrors === null) {
                    vErrors = [err21];
                  } else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
              } else {
                const err22 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/settings_file", schemaPath: "#/$defs/package/properties/settings_file/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.settings_file.type, parentSchema: schema32.properties.settings_file, data: data7 };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data5.remote_folder !== void 0) {
              let data8 = data5.remote_folder;
              if (typeof data8 === "string") {
                if (!pattern9.test(data8)) {
                  const err23 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/remote_folder", schemaPath: "#/$defs/package/properties/remote_folder/pattern", keyword: "pattern", params: { pattern: "^(/|[A-Za-z]:[\\\\/])" }, message: 'must match pattern "^(/|[A-Za-z]:[\\\\/])"', schema: "^(/|[A-Za-z]:[\\\\/])", parentSchema: schema32.properties.remote_folder, data: data8 };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
              } else {
                const err24 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/remote_folder", schemaPath: "#/$defs/package/properties/remote_folder/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.remote_folder.type, parentSchema: schema32.properties.remote_folder, data: data8 };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data5.include !== void 0) {
              let data9 = data5.include;
              if (Array.isArray(data9)) {
                const len0 = data9.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  let data10 = data9[i0];
                  if (typeof data10 === "string") {
                    if (func2(data10) < 1) {
                      const err25 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/include/" + i0, schemaPath: "#/$defs/package/properties/include/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.include.items, data: data10 };
                      if (vErrors === null) {
                        vErrors = [err25];
                      } else {
                        vErrors.push(err25);
                      }
                      errors++;
                    }
                  } else {
                    const err26 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/include/" + i0, schemaPath: "#/$defs/package/properties/include/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.include.items.type, parentSchema: schema32.properties.include.items, data: data10 };
                    if (vErrors === null) {
                      vErrors = [err26];
                    } else {
                      vErrors.push(err26);
                    }
                    errors++;
                  }
                }
              } else {
                const err27 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/include", schemaPath: "#/$defs/package/properties/include/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.properties.include.type, parentSchema: schema32.properties.include, data: data9 };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data5.exclude !== void 0) {
              let data11 = data5.exclude;
              if (Array.isArray(data11)) {
                const len1 = data11.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data12 = data11[i1];
                  if (typeof data12 === "string") {
                    if (func2(data12) < 1) {
                      const err28 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/exclude/" + i1, schemaPath: "#/$defs/package/properties/exclude/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema32.properties.exclude.items, data: data12 };
                      if (vErrors === null) {
                        vErrors = [err28];
                      } else {
                        vErrors.push(err28);
                      }
                      errors++;
                    }
                  } else {
                    const err29 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/exclude/" + i1, schemaPath: "#/$defs/package/properties/exclude/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.exclude.items.type, parentSchema: schema32.properties.exclude.items, data: data12 };
                    if (vErrors === null) {
                      vErrors = [err29];
                    } else {
                      vErrors.push(err29);
                    }
                    errors++;
                  }
                }
              } else {
                const err30 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/exclude", schemaPath: "#/$defs/package/properties/exclude/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema32.properties.exclude.type, parentSchema: schema32.properties.exclude, data: data11 };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
            if (data5.strict_production_validation !== void 0) {
              let data13 = data5.strict_production_validation;
              if (typeof data13 !== "boolean") {
                const err31 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/strict_production_validation", schemaPath: "#/$defs/package/properties/strict_production_validation/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema32.properties.strict_production_validation.type, parentSchema: schema32.properties.strict_production_validation, data: data13 };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
            }
            if (data5.layout !== void 0) {
              let data14 = data5.layout;
              if (!(data14 === "versioned" || data14 === "in_place")) {
                const err32 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/layout", schemaPath: "#/$defs/package/properties/layout/enum", keyword: "enum", params: { allowedValues: schema32.properties.layout.enum }, message: "must be equal to one of the allowed values", schema: schema32.properties.layout.enum, parentSchema: schema32.properties.layout, data: data14 };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
            }
            if (data5.keep_releases !== void 0) {
              let data15 = data5.keep_releases;
              if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
                const err33 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/keep_releases", schemaPath: "#/$defs/package/properties/keep_releases/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema32.properties.keep_releases.type, parentSchema: schema32.properties.keep_releases, data: data15 };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
              if (typeof data15 == "number" && isFinite(data15)) {
                if (data15 > 1e3 || isNaN(data15)) {
                  const err34 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/keep_releases", schemaPath: "#/$defs/package/properties/keep_releases/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema32.properties.keep_releases, data: data15 };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
                if (data15 < 1 || isNaN(data15)) {
                  const err35 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/keep_releases", schemaPath: "#/$defs/package/properties/keep_releases/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema32.properties.keep_releases, data: data15 };
                  if (vErrors === null) {
                    vErrors = [err35];
                  } else {
                    vErrors.push(err35);
                  }
                  errors++;
                }
              }
            }
            if (data5.components !== void 0) {
              let data16 = data5.components;
              if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                if (Object.keys(data16).length < 1) {
                  const err36 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/components", schemaPath: "#/$defs/package/properties/components/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema32.properties.components, data: data16 };
                  if (vErrors === null) {
                    vErrors = [err36];
                  } else {
                    vErrors.push(err36);
                  }
                  errors++;
                }
                for (const key4 in data16) {
                  const _errs43 = errors;
                  if (typeof key4 === "string") {
                    if (!pattern10.test(key4)) {
                      const err37 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/components", schemaPath: "#/$defs/package/properties/components/propertyNames/pattern", keyword: "pattern", params: { pattern: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$" }, message: 'must match pattern "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$"', schema: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", parentSchema: schema32.properties.components.propertyNames, data: key4, propertyName: key4 };
                      if (vErrors === null) {
                        vErrors = [err37];
                      } else {
                        vErrors.push(err37);
                      }
                      errors++;
                    }
                  }
                  var valid12 = _errs43 === errors;
                  if (!valid12) {
                    const err38 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/components", schemaPath: "#/$defs/package/properties/components/propertyNames", keyword: "propertyNames", params: { propertyName: key4 }, message: "property name must be valid", schema: schema32.properties.components.propertyNames, parentSchema: schema32.properties.components, data: data16 };
                    if (vErrors === null) {
                      vErrors = [err38];
                    } else {
                      vErrors.push(err38);
                    }
                    errors++;
                  }
                }
                for (const key5 in data16) {
                  let data17 = data16[key5];
                  if (typeof data17 === "string") {
                    if (!pattern11.test(data17)) {
                      const err39 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/components/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/package/properties/components/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$" }, message: 'must match pattern "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$"', schema: "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$", parentSchema: schema32.properties.components.additionalProperties, data: data17 };
                      if (vErrors === null) {
                        vErrors = [err39];
                      } else {
                        vErrors.push(err39);
                      }
                      errors++;
                    }
                  } else {
                    const err40 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/components/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/package/properties/components/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema32.properties.components.additionalProperties.type, parentSchema: schema32.properties.components.additionalProperties, data: data17 };
                    if (vErrors === null) {
                      vErrors = [err40];
                    } else {
                      vErrors.push(err40);
                    }
                    errors++;
                  }
                }
              } else {
                const err41 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/components", schemaPath: "#/$defs/package/properties/components/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema32.properties.components.type, parentSchema: schema32.properties.components, data: data16 };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            }
          } else {
            const err42 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/package/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema32.type, parentSchema: schema32, data: data5 };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
          var _valid0 = _errs16 === errors;
          valid4 = valid4 || _valid0;
          const _errs47 = errors;
          if ("absent" !== data5) {
            const err43 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/absent/const", keyword: "const", params: { allowedValue: "absent" }, message: "must be equal to constant", schema: "absent", parentSchema: schema33, data: data5 };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
          var _valid0 = _errs47 === errors;
          valid4 = valid4 || _valid0;
          if (!valid4) {
            const err44 = { instancePath: instancePath + "/packages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/packages/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema31.properties.packages.additionalProperties.anyOf, parentSchema: schema31.properties.packages.additionalProperties, data: data5 };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          } else {
            errors = _errs15;
            if (vErrors !== null) {
              if (_errs15) {
                vErrors.length = _errs15;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err45 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.packages.type, parentSchema: schema31.properties.packages, data: data4 };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
    }
    if (data.productions !== void 0) {
      let data18 = data.productions;
      if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
        for (const key6 in data18) {
          const _errs51 = errors;
          if (typeof key6 === "string") {
            if (func2(key6) > 220) {
              const err46 = { instancePath: instancePath + "/productions", schemaPath: "#/properties/productions/propertyNames/maxLength", keyword: "maxLength", params: { limit: 220 }, message: "must NOT have more than 220 characters", schema: 220, parentSchema: schema31.properties.productions.propertyNames, data: key6, propertyName: key6 };
              if (vErrors === null) {
                vErrors = [err46];
              } else {
                vErrors.push(err46);
              }
              errors++;
            }
            if (!pattern10.test(key6)) {
              const err47 = { instancePath: instancePath + "/productions", schemaPath: "#/properties/productions/propertyNames/pattern", keyword: "pattern", params: { pattern: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$" }, message: 'must match pattern "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$"', schema: "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$", parentSchema: schema31.properties.productions.propertyNames, data: key6, propertyName: key6 };
              if (vErrors === null) {
                vErrors = [err47];
              } else {
                vErrors.push(err47);
              }
              errors++;
            }
          }
          var valid15 = _errs51 === errors;
          if (!valid15) {
            const err48 = { instancePath: instancePath + "/productions", schemaPath: "#/properties/productions/propertyNames", keyword: "propertyNames", params: { propertyName: key6 }, message: "property name must be valid", schema: schema31.properties.productions.propertyNames, parentSchema: schema31.properties.productions, data: data18 };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
        }
        for (const key7 in data18) {
          if (!validate21(data18[key7], { instancePath: instancePath + "/productions/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key7, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err49 = { instancePath: instancePath + "/productions", schemaPath: "#/properties/productions/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.properties.productions.type, parentSchema: schema31.properties.productions, data: data18 };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
    if (data.bindings !== void 0) {
      if (!validate27(data.bindings, { instancePath: instancePath + "/bindings", parentData: data, parentDataProperty: "bindings", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
        errors = vErrors.length;
      }
    }
    if (data.guards !== void 0) {
      let data21 = data.guards;
      if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
        for (const key8 in data21) {
          if (!(key8 === "max_disruption" || key8 === "prune_limit" || key8 === "queues" || key8 === "drain" || key8 === "other_production" || key8 === "loss")) {
            const err50 = { instancePath: instancePath + "/guards", schemaPath: "#/$defs/guards/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties", schema: false, parentSchema: schema43, data: data21 };
            if (vErrors === null) {
              vErrors = [err50];
            } else {
              vErrors.push(err50);
            }
            errors++;
          }
        }
        if (data21.max_disruption !== void 0) {
          let data22 = data21.max_disruption;
          if (!(data22 === "none" || data22 === "component" || data22 === "production")) {
            const err51 = { instancePath: instancePath + "/guards/max_disruption", schemaPath: "#/$defs/guards/properties/max_disruption/enum", keyword: "enum", params: { allowedValues: schema43.properties.max_disruption.enum }, message: "must be equal to one of the allowed values", schema: schema43.properties.max_disruption.enum, parentSchema: schema43.properties.max_disruption, data: data22 };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
        if (data21.prune_limit !== void 0) {
          let data23 = data21.prune_limit;
          const _errs61 = errors;
          let valid19 = false;
          const _errs62 = errors;
          if (typeof data23 === "string") {
            if (!pattern16.test(data23)) {
              const err52 = { instancePath: instancePath + "/guards/prune_limit", schemaPath: "#/$defs/guards/properties/prune_limit/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?%?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?%?$"', schema: "^[0-9]+(\\.[0-9]+)?%?$", parentSchema: schema43.properties.prune_limit.anyOf[0], data: data23 };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                vErrors.push(err52);
              }
              errors++;
            }
          } else {
            const err53 = { instancePath: instancePath + "/guards/prune_limit", schemaPath: "#/$defs/guards/properties/prune_limit/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema43.properties.prune_limit.anyOf[0].type, parentSchema: schema43.properties.prune_limit.anyOf[0], data: data23 };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
          var _valid1 = _errs62 === errors;
          valid19 = valid19 || _valid1;
          const _errs64 = errors;
          if (!(typeof data23 == "number" && (!(data23 % 1) && !isNaN(data23)) && isFinite(data23))) {
            const err54 = { instancePath: instancePath + "/guards/prune_limit", schemaPath: "#/$defs/guards/properties/prune_limit/anyOf/1/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema43.properties.prune_limit.anyOf[1].type, parentSchema: schema43.properties.prune_limit.anyOf[1], data: data23 };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
          if (typeof data23 == "number" && isFinite(data23)) {
            if (data23 < 0 || isNaN(data23)) {
              const err55 = { instancePath: instancePath + "/guards/prune_limit", schemaPath: "#/$defs/guards/properties/prune_limit/anyOf/1/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema43.properties.prune_limit.anyOf[1], data: data23 };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
          }
          var _valid1 = _errs64 === errors;
          valid19 = valid19 || _valid1;
          if (!valid19) {
            const err56 = { instancePath: instancePath + "/guards/prune_limit", schemaPath: "#/$defs/guards/properties/prune_limit/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema43.properties.prune_limit.anyOf, parentSchema: schema43.properties.prune_limit, data: data23 };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          } else {
            errors = _errs61;
            if (vErrors !== null) {
              if (_errs61) {
                vErrors.length = _errs61;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data21.queues !== void 0) {
          let data24 = data21.queues;
          if (typeof data24 === "string") {
            if (!pattern17.test(data24)) {
              const err57 = { instancePath: instancePath + "/guards/queues", schemaPath: "#/$defs/guards/properties/queues/pattern", keyword: "pattern", params: { pattern: "^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$" }, message: 'must match pattern "^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$"', schema: "^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$", parentSchema: schema43.properties.queues, data: data24 };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
          } else {
            const err58 = { instancePath: instancePath + "/guards/queues", schemaPath: "#/$defs/guards/properties/queues/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema43.properties.queues.type, parentSchema: schema43.properties.queues, data: data24 };
            if (vErrors === null) {
              vErrors = [err58];
            } else {
              vErrors.push(err58);
            }
            errors++;
          }
        }
        if (data21.drain !== void 0) {
          let data25 = data21.drain;
          if (typeof data25 !== "boolean") {
            const err59 = { instancePath: instancePath + "/guards/drain", schemaPath: "#/$defs/guards/properties/drain/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema43.properties.drain.type, parentSchema: schema43.properties.drain, data: data25 };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
        }
        if (data21.other_production !== void 0) {
          let data26 = data21.other_production;
          if (!(data26 === "stop" || data26 === "refuse")) {
            const err60 = { instancePath: instancePath + "/guards/other_production", schemaPath: "#/$defs/guards/properties/other_production/enum", keyword: "enum", params: { allowedValues: schema43.properties.other_production.enum }, message: "must be equal to one of the allowed values", schema: schema43.properties.other_production.enum, parentSchema: schema43.properties.other_production, data: data26 };
            if (vErrors === null) {
              vErrors = [err60];
            } else {
              vErrors.push(err60);
            }
            errors++;
          }
        }
        if (data21.loss !== void 0) {
          let data27 = data21.loss;
          if (!(data27 === "refuse" || data27 === "allow")) {
            const err61 = { instancePath: instancePath + "/guards/loss", schemaPath: "#/$defs/guards/properties/loss/enum", keyword: "enum", params: { allowedValues: schema43.properties.loss.enum }, message: "must be equal to one of the allowed values", schema: schema43.properties.loss.enum, parentSchema: schema43.properties.loss, data: data27 };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
        }
      } else {
        const err62 = { instancePath: instancePath + "/guards", schemaPath: "#/$defs/guards/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema43.type, parentSchema: schema43, data: data21 };
        if (vErrors === null) {
          vErrors = [err62];
        } else {
          vErrors.push(err62);
        }
        errors++;
      }
    }
    if (data.checks !== void 0) {
      let data28 = data.checks;
      if (Array.isArray(data28)) {
        const len2 = data28.length;
        for (let i2 = 0; i2 < len2; i2++) {
          if (!validate29(data28[i2], { instancePath: instancePath + "/checks/" + i2, parentData: data28, parentDataProperty: i2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err63 = { instancePath: instancePath + "/checks", schemaPath: "#/properties/checks/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema31.properties.checks.type, parentSchema: schema31.properties.checks, data: data28 };
        if (vErrors === null) {
          vErrors = [err63];
        } else {
          vErrors.push(err63);
        }
        errors++;
      }
    }
    if (data.on_failure !== void 0) {
      let data30 = data.on_failure;
      if (!(data30 === "stop" || data30 === "rollback")) {
        const err64 = { instancePath: instancePath + "/on_failure", schemaPath: "#/properties/on_failure/enum", keyword: "enum", params: { allowedValues: schema31.properties.on_failure.enum }, message: "must be equal to one of the allowed values", schema: schema31.properties.on_failure.enum, parentSchema: schema31.properties.on_failure, data: data30 };
        if (vErrors === null) {
          vErrors = [err64];
        } else {
          vErrors.push(err64);
        }
        errors++;
      }
    }
  } else {
    const err65 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema31.type, parentSchema: schema31, data };
    if (vErrors === null) {
      vErrors = [err65];
    } else {
      vErrors.push(err65);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var validateConfig = validate31;
var schema47 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:config", "title": "ConfigDocument", "description": "Where iopctl's servers are and which state files belong to each.", "type": "object", "additionalProperties": false, "examples": [{ "default_target": "dev", "targets": { "dev": { "url": "http://localhost:52773", "namespace": "IRISAPP" } } }], "properties": { "default_target": { "description": "The target that is used where --target is not given. Where absent: the only target there is.", "type": "string", "minLength": 1, "examples": ["dev"] }, "targets": { "description": "Servers with a namespace and its state files, by name.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, "additionalProperties": { "$ref": "#/$defs/target" }, "examples": [{ "dev": { "url": "http://localhost:52773" } }] }, "lint": { "description": "What is made of each finding about the state that a plan leads to, by its code; `iopctl explain lint` lists the codes.", "type": "object", "propertyNames": { "enum": ["target-missing", "target-disabled", "port-conflict", "path-conflict", "class-unknown", "setting-target", "setting-target-name", "clear-password", "white-space"] }, "additionalProperties": { "description": "off: not looked for. error: the plan is refused.", "examples": ["off"], "enum": ["off", "warning", "error"] }, "examples": [{ "target-disabled": "off" }] }, "sensitive_names": { "description": "Names of settings whose values are shown to nobody, beside those that say it themselves (password, secret, token, credential, a key). * stands for any text, case does not matter; a name after ! is no secret's, whatever else fits.", "type": "array", "items": { "description": "A name, or a pattern of names.", "examples": ["*Pin"], "type": "string", "pattern": "^!?[^!]+$", "maxLength": 200 }, "examples": [["*Pin", "!TokenEndpoint"]] }, "secret_commands": { "description": "Programs that give secrets, by name: ${secret:NAME:WORD} runs the program with WORD as its last argument, without a shell, and takes what it prints. The machine must allow it too: IOPCTL_SECRET_COMMANDS=NAME=/path/of/program in a pipeline, a person once on a terminal. No program of the repository itself is run.", "type": "object", "propertyNames": { "pattern": "^[a-z][a-z0-9_-]*$", "not": { "const": "sops" } }, "additionalProperties": { "description": "The program and its first arguments.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["vault", "kv", "get", "-field=value"]] }, "examples": [{ "vault": ["vault", "kv", "get", "-field=value"] }] }, "compare": { "title": "CompareRules", "description": "What `iopctl compare` makes of differences between two namespaces: patterns of addresses, in which * stands for any part of one name.", "type": "object", "additionalProperties": false, "examples": [{ "equal": ["productions", "packages"], "differ": ["productions.*.items.*.settings.Adapter.URL"], "ignore": ["state"] }], "properties": { "equal": { "description": "Must be equal; what no rule names must be too.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["productions"]] }, "differ": { "description": "Must differ where both have it: a production that still points at the test system is found here.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["productions.*.items.*.settings.Adapter.FilePath"]] }, "ignore": { "description": "Does not matter.", "type": "array", "items": { "type": "string", "minLength": 1 }, "default": [], "examples": [["default", "state"]] } } }, "baseline": { "description": "The file with the drift that is accepted for a time, relative to this file; `iopctl drift --accept` writes it.", "type": "string", "minLength": 1, "default": "iopctl.baseline.yaml", "examples": ["iopctl.baseline.yaml"] }, "rollout": { "$ref": "#/$defs/rollout" }, "windows": { "description": "When targets may be changed. A target that an entry is about is changed only while one of its windows is open; outside of them an apply is refused and told when the next one opens. A target that no entry is about is always open.", "type": "array", "items": { "$ref": "#/$defs/window" }, "examples": [[{ "labels": { "env": "prod" }, "open": ["Sat 22:00-04:00 Europe/Vienna"] }]] }, "freeze": { "description": "Times in which targets are not changed, whatever their windows say.", "type": "array", "items": { "$ref": "#/$defs/freeze" }, "examples": [[{ "labels": { "env": "prod" }, "from": "2026-12-20", "to": "2027-01-06", "reason": "year's end" }]] } }, "$defs": { "duration": { "title": "Duration", "description": "A time: a number with ms, s, m or h; a plain number is seconds.", "examples": ["30s", "2m"], "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, { "type": "number", "exclusiveMinimum": 0 }] }, "target": { "title": "TargetEntry", "description": "One server and namespace.", "type": "object", "additionalProperties": false, "required": ["url"], "examples": [{ "url": "https://iris.example.org:52773", "namespace": "IRISAPP", "state": "state" }], "properties": { "url": { "description": "Where the server is; the API is at <url>/api/iop. sandbox:DIR starts the embedded sandbox on a directory, relative to this file; sandbox:DIR?profile=3.6 with another profile.", "examples": ["http://localhost:52773", "sandbox:.iopctl/sandbox"], "type": "string", "pattern": "^(https?://.+|sandbox:.+)$" }, "username": { "description": "The user for HTTP Basic authentication.", "type": "string", "examples": ["${IOP_USERNAME:-}"] }, "password": { "description": "The password. Never write it here: name an environment variable with ${secret:NAME}.", "type": "string", "examples": ["${secret:IOP_PASSWORD}"] }, "namespace": { "description": "The namespace of documents that name none.", "default": "USER", "examples": ["IRISAPP"], "type": "string", "minLength": 1, "pattern": "^[%A-Za-z][%A-Za-z0-9_-]*$" }, "verify_ssl": { "description": "Whether the server's certificate is checked.", "default": true, "examples": [true], "type": "boolean" }, "ca_file": { "description": "A PEM file with the authorities to trust beside the system's, relative to this file.", "type": "string", "minLength": 1, "examples": ["certs/hospital-ca.pem"] }, "timeout": { "description": "How long a read may take.", "$ref": "#/$defs/duration", "default": "30s", "examples": ["30s"] }, "migrate_timeout": { "description": "How long a migration, a lifecycle call or a test message may take.", "$ref": "#/$defs/duration", "default": "120s", "examples": ["120s"] }, "retries": { "description": "How often a read is tried again. A writing call is tried again only when it is known not to have reached the server.", "default": 3, "examples": [3], "type": "integer", "minimum": 0, "maximum": 20 }, "state": { "description": "The state files or directories of this target, relative to this file; later ones are merged over earlier ones.", "examples": ["state", ["state/base", "state/dev.iop.yaml"]], "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1 }] }, "labels": { "description": "Words to choose several targets by: --label env=prod.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "examples": [{ "env": "prod" }] }, "lock": { "description": "How two applies at one time are kept apart. file: on this machine. server: by a lease among the server's bindings, for all machines. none: not at all.", "default": "file", "examples": ["server"], "enum": ["file", "server", "none"] }, "lock_ttl": { "description": "How long a lease on the server counts, should its run have died.", "$ref": "#/$defs/duration", "default": "15m" } } }, "window": { "title": "WindowEntry", "description": "Windows of the targets that it is about.", "type": "object", "additionalProperties": false, "required": ["open"], "examples": [{ "labels": { "env": "prod" }, "open": ["Sat 22:00-04:00 Europe/Vienna"] }], "properties": { "targets": { "description": "Names of targets; * stands for any text.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["ward-01"], ["ward-*"]] }, "labels": { "description": "The labels that a target has, all of them.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "minProperties": 1, "examples": [{ "env": "prod" }] }, "open": { "description": 'Days, from, to and time zone: "Sat 22:00-04:00 Europe/Vienna". Days are Mon to Sun, several with commas, Mon-Fri, daily (the default), weekdays, weekends; a time before the first is on the next day; "Fri 22:00-Mon 04:00 Europe/Vienna" goes over several days.', "type": "array", "minItems": 1, "items": { "description": "One window.", "type": "string", "minLength": 1, "maxLength": 200, "examples": ["Sat 22:00-04:00 Europe/Vienna"] }, "examples": [["Sat 22:00-04:00 Europe/Vienna"], ["Mon-Fri 01:00-03:00 UTC", "weekends 00:00-24:00 UTC"]] } } }, "freeze": { "title": "FreezeEntry", "description": "One time in which the targets that it is about are not changed.", "type": "object", "additionalProperties": false, "required": ["from", "to"], "examples": [{ "labels": { "env": "prod" }, "from": "2026-12-20", "to": "2027-01-06", "reason": "year's end" }], "properties": { "targets": { "description": "Names of targets; * stands for any text.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["ward-01"], ["ward-*"]] }, "labels": { "description": "The labels that a target has, all of them.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "minProperties": 1, "examples": [{ "env": "prod" }] }, "from": { "description": "A day, or a day and a time by the clock of the zone.", "examples": ["2026-12-20", "2026-12-20T18:00"], "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$" }, "to": { "description": "The last day, which is frozen too; or a day and a time by the clock of the zone.", "examples": ["2027-01-06", "2027-01-07T06:00"], "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$" }, "zone": { "description": "The time zone of from and to; where absent, that of the target's windows, else UTC.", "type": "string", "minLength": 1, "examples": ["Europe/Vienna"] }, "reason": { "description": "Why, for who is refused.", "type": "string", "minLength": 1, "maxLength": 400, "examples": ["year's end"] } } }, "rollout": { "title": "RolloutEntry", "description": "How a change goes to many targets: in waves, one after the other, with a look at each before the next.", "type": "object", "additionalProperties": false, "required": ["waves"], "examples": [{ "waves": [{ "name": "canary", "targets": ["ward-01"], "soak": "15m" }, { "name": "rest", "labels": { "tier": "ward" } }], "gates": ["checks", "log", "queues"], "max_failures": 1, "on_failure": "stop" }], "properties": { "waves": { "description": "The waves in their order. A target belongs to the first wave that fits it.", "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/wave" }, "examples": [[{ "name": "canary", "targets": ["ward-01"], "soak": "15m" }, { "name": "rest", "labels": { "tier": "ward" } }]] }, "gates": { "description": "What is looked at on each target of a wave while it soaks and at the end: its own checks again (checks), no new errors in its log (log), no queue that is over the limit of its checks or grows (queues), no route to nowhere (routes).", "type": "array", "uniqueItems": true, "items": { "description": "One gate.", "examples": ["checks"], "enum": ["checks", "log", "queues", "routes"] }, "default": ["checks"], "examples": [["checks", "log", "queues"]] }, "max_failures": { "description": "How many targets may fail before the rollout stops. A wave in which none succeeds stops it too.", "default": 0, "examples": [1], "type": "integer", "minimum": 0 }, "on_failure": { "description": "What is done when the rollout stops. stop: the wave stays as it is. rollback: each target of the wave goes back to what stood there before.", "default": "stop", "examples": ["rollback"], "enum": ["stop", "rollback"] } } }, "wave": { "title": "WaveEntry", "description": "One wave: the targets that its names and labels fit, or a share of them.", "type": "object", "additionalProperties": false, "required": ["name"], "examples": [{ "name": "canary", "targets": ["ward-01"], "soak": "15m" }], "properties": { "name": { "description": "Its name.", "examples": ["canary"], "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "maxLength": 60 }, "targets": { "description": "Names of targets; * stands for any text.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["ward-01"], ["ward-*"]] }, "labels": { "description": "The labels that a target has, all of them.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "minProperties": 1, "examples": [{ "env": "prod" }] }, "percent": { "description": "How many of the targets that fit and stand in no wave before: always the same ones, rounded up.", "examples": [50], "type": "number", "exclusiveMinimum": 0, "maximum": 100 }, "soak": { "description": "How long the wave is watched before the next one begins.", "$ref": "#/$defs/duration", "default": "0s", "examples": ["15m"] } } } } };
var schema55 = { "title": "WindowEntry", "description": "Windows of the targets that it is about.", "type": "object", "additionalProperties": false, "required": ["open"], "examples": [{ "labels": { "env": "prod" }, "open": ["Sat 22:00-04:00 Europe/Vienna"] }], "properties": { "targets": { "description": "Names of targets; * stands for any text.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["ward-01"], ["ward-*"]] }, "labels": { "description": "The labels that a target has, all of them.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "minProperties": 1, "examples": [{ "env": "prod" }] }, "open": { "description": 'Days, from, to and time zone: "Sat 22:00-04:00 Europe/Vienna". Days are Mon to Sun, several with commas, Mon-Fri, daily (the default), weekdays, weekends; a time before the first is on the next day; "Fri 22:00-Mon 04:00 Europe/Vienna" goes over several days.', "type": "array", "minItems": 1, "items": { "description": "One window.", "type": "string", "minLength": 1, "maxLength": 200, "examples": ["Sat 22:00-04:00 Europe/Vienna"] }, "examples": [["Sat 22:00-04:00 Europe/Vienna"], ["Mon-Fri 01:00-03:00 UTC", "weekends 00:00-24:00 UTC"]] } } };
var schema56 = { "title": "FreezeEntry", "description": "One time in which the targets that it is about are not changed.", "type": "object", "additionalProperties": false, "required": ["from", "to"], "examples": [{ "labels": { "env": "prod" }, "from": "2026-12-20", "to": "2027-01-06", "reason": "year's end" }], "properties": { "targets": { "description": "Names of targets; * stands for any text.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["ward-01"], ["ward-*"]] }, "labels": { "description": "The labels that a target has, all of them.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "minProperties": 1, "examples": [{ "env": "prod" }] }, "from": { "description": "A day, or a day and a time by the clock of the zone.", "examples": ["2026-12-20", "2026-12-20T18:00"], "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$" }, "to": { "description": "The last day, which is frozen too; or a day and a time by the clock of the zone.", "examples": ["2027-01-06", "2027-01-07T06:00"], "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$" }, "zone": { "description": "The time zone of from and to; where absent, that of the target's windows, else UTC.", "type": "string", "minLength": 1, "examples": ["Europe/Vienna"] }, "reason": { "description": "Why, for who is refused.", "type": "string", "minLength": 1, "maxLength": 400, "examples": ["year's end"] } } };
var pattern20 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "u");
var pattern27 = new RegExp("^!?[^!]+$", "u");
var pattern28 = new RegExp("^[a-z][a-z0-9_-]*$", "u");
var pattern25 = new RegExp("^[A-Za-z0-9_.-]+$", "u");
var pattern34 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$", "u");
var schema48 = { "title": "TargetEntry", "description": "One server and namespace.", "type": "object", "additionalProperties": false, "required": ["url"], "examples": [{ "url": "https://iris.example.org:52773", "namespace": "IRISAPP", "state": "state" }], "properties": { "url": { "description": "Where the server is; the API is at <url>/api/iop. sandbox:DIR starts the embedded sandbox on a directory, relative to this file; sandbox:DIR?profile=3.6 with another profile.", "examples": ["http://localhost:52773", "sandbox:.iopctl/sandbox"], "type": "string", "pattern": "^(https?://.+|sandbox:.+)$" }, "username": { "description": "The user for HTTP Basic authentication.", "type": "string", "examples": ["${IOP_USERNAME:-}"] }, "password": { "description": "The password. Never write it here: name an environment variable with ${secret:NAME}.", "type": "string", "examples": ["${secret:IOP_PASSWORD}"] }, "namespace": { "description": "The namespace of documents that name none.", "default": "USER", "examples": ["IRISAPP"], "type": "string", "minLength": 1, "pattern": "^[%A-Za-z][%A-Za-z0-9_-]*$" }, "verify_ssl": { "description": "Whether the server's certificate is checked.", "default": true, "examples": [true], "type": "boolean" }, "ca_file": { "description": "A PEM file with the authorities to trust beside the system's, relative to this file.", "type": "string", "minLength": 1, "examples": ["certs/hospital-ca.pem"] }, "timeout": { "description": "How long a read may take.", "$ref": "#/$defs/duration", "default": "30s", "examples": ["30s"] }, "migrate_timeout": { "description": "How long a migration, a lifecycle call or a test message may take.", "$ref": "#/$defs/duration", "default": "120s", "examples": ["120s"] }, "retries": { "description": "How often a read is tried again. A writing call is tried again only when it is known not to have reached the server.", "default": 3, "examples": [3], "type": "integer", "minimum": 0, "maximum": 20 }, "state": { "description": "The state files or directories of this target, relative to this file; later ones are merged over earlier ones.", "examples": ["state", ["state/base", "state/dev.iop.yaml"]], "anyOf": [{ "type": "string", "minLength": 1 }, { "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1 }] }, "labels": { "description": "Words to choose several targets by: --label env=prod.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "examples": [{ "env": "prod" }] }, "lock": { "description": "How two applies at one time are kept apart. file: on this machine. server: by a lease among the server's bindings, for all machines. none: not at all.", "default": "file", "examples": ["server"], "enum": ["file", "server", "none"] }, "lock_ttl": { "description": "How long a lease on the server counts, should its run have died.", "$ref": "#/$defs/duration", "default": "15m" } } };
var schema49 = { "title": "Duration", "description": "A time: a number with ms, s, m or h; a plain number is seconds.", "examples": ["30s", "2m"], "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, { "type": "number", "exclusiveMinimum": 0 }] };
var pattern21 = new RegExp("^(https?://.+|sandbox:.+)$", "u");
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate32.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.url === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "url" }, message: "must have required property 'url'", schema: schema48.required, parentSchema: schema48, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema48.properties, key0)) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema48, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.url !== void 0) {
      let data0 = data.url;
      if (typeof data0 === "string") {
        if (!pattern21.test(data0)) {
          const err2 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/pattern", keyword: "pattern", params: { pattern: "^(https?://.+|sandbox:.+)$" }, message: 'must match pattern "^(https?://.+|sandbox:.+)$"', schema: "^(https?://.+|sandbox:.+)$", parentSchema: schema48.properties.url, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.url.type, parentSchema: schema48.properties.url, data: data0 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.username !== void 0) {
      let data1 = data.username;
      if (typeof data1 !== "string") {
        const err4 = { instancePath: instancePath + "/username", schemaPath: "#/properties/username/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.username.type, parentSchema: schema48.properties.username, data: data1 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.password !== void 0) {
      let data2 = data.password;
      if (typeof data2 !== "string") {
        const err5 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.password.type, parentSchema: schema48.properties.password, data: data2 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.namespace !== void 0) {
      let data3 = data.namespace;
      if (typeof data3 === "string") {
        if (func2(data3) < 1) {
          const err6 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema48.properties.namespace, data: data3 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (!pattern4.test(data3)) {
          const err7 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/pattern", keyword: "pattern", params: { pattern: "^[%A-Za-z][%A-Za-z0-9_-]*$" }, message: 'must match pattern "^[%A-Za-z][%A-Za-z0-9_-]*$"', schema: "^[%A-Za-z][%A-Za-z0-9_-]*$", parentSchema: schema48.properties.namespace, data: data3 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.namespace.type, parentSchema: schema48.properties.namespace, data: data3 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.verify_ssl !== void 0) {
      let data4 = data.verify_ssl;
      if (typeof data4 !== "boolean") {
        const err9 = { instancePath: instancePath + "/verify_ssl", schemaPath: "#/properties/verify_ssl/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema48.properties.verify_ssl.type, parentSchema: schema48.properties.verify_ssl, data: data4 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.ca_file !== void 0) {
      let data5 = data.ca_file;
      if (typeof data5 === "string") {
        if (func2(data5) < 1) {
          const err10 = { instancePath: instancePath + "/ca_file", schemaPath: "#/properties/ca_file/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema48.properties.ca_file, data: data5 };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = { instancePath: instancePath + "/ca_file", schemaPath: "#/properties/ca_file/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.ca_file.type, parentSchema: schema48.properties.ca_file, data: data5 };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.timeout !== void 0) {
      let data6 = data.timeout;
      const _errs16 = errors;
      let valid2 = false;
      const _errs17 = errors;
      if (typeof data6 === "string") {
        if (!pattern18.test(data6)) {
          const err12 = { instancePath: instancePath + "/timeout", schemaPath: "#/$defs/duration/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"', schema: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", parentSchema: schema49.anyOf[0], data: data6 };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      } else {
        const err13 = { instancePath: instancePath + "/timeout", schemaPath: "#/$defs/duration/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema49.anyOf[0].type, parentSchema: schema49.anyOf[0], data: data6 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      var _valid0 = _errs17 === errors;
      valid2 = valid2 || _valid0;
      const _errs19 = errors;
      if (typeof data6 == "number" && isFinite(data6)) {
        if (data6 <= 0 || isNaN(data6)) {
          const err14 = { instancePath: instancePath + "/timeout", schemaPath: "#/$defs/duration/anyOf/1/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema49.anyOf[1], data: data6 };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/timeout", schemaPath: "#/$defs/duration/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema49.anyOf[1].type, parentSchema: schema49.anyOf[1], data: data6 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
      var _valid0 = _errs19 === errors;
      valid2 = valid2 || _valid0;
      if (!valid2) {
        const err16 = { instancePath: instancePath + "/timeout", schemaPath: "#/$defs/duration/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema49.anyOf, parentSchema: schema49, data: data6 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      } else {
        errors = _errs16;
        if (vErrors !== null) {
          if (_errs16) {
            vErrors.length = _errs16;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.migrate_timeout !== void 0) {
      let data7 = data.migrate_timeout;
      const _errs23 = errors;
      let valid4 = false;
      const _errs24 = errors;
      if (typeof data7 === "string") {
        if (!pattern18.test(data7)) {
          const err17 = { instancePath: instancePath + "/migrate_timeout", schemaPath: "#/$defs/duration/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"', schema: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", parentSchema: schema49.anyOf[0], data: data7 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      } else {
        const err18 = { instancePath: instancePath + "/migrate_timeout", schemaPath: "#/$defs/duration/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema49.anyOf[0].type, parentSchema: schema49.anyOf[0], data: data7 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      var _valid1 = _errs24 === errors;
      valid4 = valid4 || _valid1;
      const _errs26 = errors;
      if (typeof data7 == "number" && isFinite(data7)) {
        if (data7 <= 0 || isNaN(data7)) {
          const err19 = { instancePath: instancePath + "/migrate_timeout", schemaPath: "#/$defs/duration/anyOf/1/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema49.anyOf[1], data: data7 };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      } else {
        const err20 = { instancePath: instancePath + "/migrate_timeout", schemaPath: "#/$defs/duration/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema49.anyOf[1].type, parentSchema: schema49.anyOf[1], data: data7 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
      var _valid1 = _errs26 === errors;
      valid4 = valid4 || _valid1;
      if (!valid4) {
        const err21 = { instancePath: instancePath + "/migrate_timeout", schemaPath: "#/$defs/duration/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema49.anyOf, parentSchema: schema49, data: data7 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      } else {
        errors = _errs23;
        if (vErrors !== null) {
          if (_errs23) {
            vErrors.length = _errs23;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.retries !== void 0) {
      let data8 = data.retries;
      if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
        const err22 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema48.properties.retries.type, parentSchema: schema48.properties.retries, data: data8 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
      if (typeof data8 == "number" && isFinite(data8)) {
        if (data8 > 20 || isNaN(data8)) {
          const err23 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/maximum", keyword: "maximum", params: { comparison: "<=", limit: 20 }, message: "must be <= 20", schema: 20, parentSchema: schema48.properties.retries, data: data8 };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
        if (data8 < 0 || isNaN(data8)) {
          const err24 = { instancePath: instancePath + "/retries", schemaPath: "#/properties/retries/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema48.properties.retries, data: data8 };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      }
    }
    if (data.state !== void 0) {
      let data9 = data.state;
      const _errs31 = errors;
      let valid5 = false;
      const _errs32 = errors;
      if (typeof data9 === "string") {
        if (func2(data9) < 1) {
          const err25 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/0/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema48.properties.state.anyOf[0], data: data9 };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
      } else {
        const err26 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.state.anyOf[0].type, parentSchema: schema48.properties.state.anyOf[0], data: data9 };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
      var _valid2 = _errs32 === errors;
      valid5 = valid5 || _valid2;
      const _errs34 = errors;
      if (Array.isArray(data9)) {
        if (data9.length < 1) {
          const err27 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/1/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema48.properties.state.anyOf[1], data: data9 };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
        const len0 = data9.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data10 = data9[i0];
          if (typeof data10 === "string") {
            if (func2(data10) < 1) {
              const err28 = { instancePath: instancePath + "/state/" + i0, schemaPath: "#/properties/state/anyOf/1/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema48.properties.state.anyOf[1].items, data: data10 };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
          } else {
            const err29 = { instancePath: instancePath + "/state/" + i0, schemaPath: "#/properties/state/anyOf/1/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.state.anyOf[1].items.type, parentSchema: schema48.properties.state.anyOf[1].items, data: data10 };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
      } else {
        const err30 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/1/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema48.properties.state.anyOf[1].type, parentSchema: schema48.properties.state.anyOf[1], data: data9 };
        if (vErrors === null) {
          vErrors = [err30];
        } else {
          vErrors.push(err30);
        }
        errors++;
      }
      var _valid2 = _errs34 === errors;
      valid5 = valid5 || _valid2;
      if (!valid5) {
        const err31 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema48.properties.state.anyOf, parentSchema: schema48.properties.state, data: data9 };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      } else {
        errors = _errs31;
        if (vErrors !== null) {
          if (_errs31) {
            vErrors.length = _errs31;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.labels !== void 0) {
      let data11 = data.labels;
      if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
        for (const key1 in data11) {
          const _errs40 = errors;
          if (typeof key1 === "string") {
            if (!pattern25.test(key1)) {
              const err32 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_.-]+$" }, message: 'must match pattern "^[A-Za-z0-9_.-]+$"', schema: "^[A-Za-z0-9_.-]+$", parentSchema: schema48.properties.labels.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
          }
          var valid8 = _errs40 === errors;
          if (!valid8) {
            const err33 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema48.properties.labels.propertyNames, parentSchema: schema48.properties.labels, data: data11 };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              vErrors.push(err33);
            }
            errors++;
          }
        }
        for (const key2 in data11) {
          let data12 = data11[key2];
          if (typeof data12 !== "string") {
            const err34 = { instancePath: instancePath + "/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema48.properties.labels.additionalProperties.type, parentSchema: schema48.properties.labels.additionalProperties, data: data12 };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
      } else {
        const err35 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema48.properties.labels.type, parentSchema: schema48.properties.labels, data: data11 };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.lock !== void 0) {
      let data13 = data.lock;
      if (!(data13 === "file" || data13 === "server" || data13 === "none")) {
        const err36 = { instancePath: instancePath + "/lock", schemaPath: "#/properties/lock/enum", keyword: "enum", params: { allowedValues: schema48.properties.lock.enum }, message: "must be equal to one of the allowed values", schema: schema48.properties.lock.enum, parentSchema: schema48.properties.lock, data: data13 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.lock_ttl !== void 0) {
      let data14 = data.lock_ttl;
      const _errs47 = errors;
      let valid11 = false;
      const _errs48 = errors;
      if (typeof data14 === "string") {
        if (!pattern18.test(data14)) {
          const err37 = { instancePath: instancePath + "/lock_ttl", schemaPath: "#/$defs/duration/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"', schema: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", parentSchema: schema49.anyOf[0], data: data14 };
          if (vErrors === null) {
            vErrors = [err37];
          } else {
            vErrors.push(err37);
          }
          errors++;
        }
      } else {
        const err38 = { instancePath: instancePath + "/lock_ttl", schemaPath: "#/$defs/duration/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema49.anyOf[0].type, parentSchema: schema49.anyOf[0], data: data14 };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
      var _valid3 = _errs48 === errors;
      valid11 = valid11 || _valid3;
      const _errs50 = errors;
      if (typeof data14 == "number" && isFinite(data14)) {
        if (data14 <= 0 || isNaN(data14)) {
          const err39 = { instancePath: instancePath + "/lock_ttl", schemaPath: "#/$defs/duration/anyOf/1/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema49.anyOf[1], data: data14 };
          if (vErrors === null) {
            vErrors = [err39];
          } else {
            vErrors.push(err39);
          }
          errors++;
        }
      } else {
        const err40 = { instancePath: instancePath + "/lock_ttl", schemaPath: "#/$defs/duration/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema49.anyOf[1].type, parentSchema: schema49.anyOf[1], data: data14 };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
      var _valid3 = _errs50 === errors;
      valid11 = valid11 || _valid3;
      if (!valid11) {
        const err41 = { instancePath: instancePath + "/lock_ttl", schemaPath: "#/$defs/duration/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema49.anyOf, parentSchema: schema49, data: data14 };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      } else {
        errors = _errs47;
        if (vErrors !== null) {
          if (_errs47) {
            vErrors.length = _errs47;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err42 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema48.type, parentSchema: schema48, data };
    if (vErrors === null) {
      vErrors = [err42];
    } else {
      vErrors.push(err42);
    }
    errors++;
  }
  validate32.errors = vErrors;
  return errors === 0;
}
validate32.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema52 = { "title": "RolloutEntry", "description": "How a change goes to many targets: in waves, one after the other, with a look at each before the next.", "type": "object", "additionalProperties": false, "required": ["waves"], "examples": [{ "waves": [{ "name": "canary", "targets": ["ward-01"], "soak": "15m" }, { "name": "rest", "labels": { "tier": "ward" } }], "gates": ["checks", "log", "queues"], "max_failures": 1, "on_failure": "stop" }], "properties": { "waves": { "description": "The waves in their order. A target belongs to the first wave that fits it.", "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/wave" }, "examples": [[{ "name": "canary", "targets": ["ward-01"], "soak": "15m" }, { "name": "rest", "labels": { "tier": "ward" } }]] }, "gates": { "description": "What is looked at on each target of a wave while it soaks and at the end: its own checks again (checks), no new errors in its log (log), no queue that is over the limit of its checks or grows (queues), no route to nowhere (routes).", "type": "array", "uniqueItems": true, "items": { "description": "One gate.", "examples": ["checks"], "enum": ["checks", "log", "queues", "routes"] }, "default": ["checks"], "examples": [["checks", "log", "queues"]] }, "max_failures": { "description": "How many targets may fail before the rollout stops. A wave in which none succeeds stops it too.", "default": 0, "examples": [1], "type": "integer", "minimum": 0 }, "on_failure": { "description": "What is done when the rollout stops. stop: the wave stays as it is. rollback: each target of the wave goes back to what stood there before.", "default": "stop", "examples": ["rollback"], "enum": ["stop", "rollback"] } } };
var schema53 = { "title": "WaveEntry", "description": "One wave: the targets that its names and labels fit, or a share of them.", "type": "object", "additionalProperties": false, "required": ["name"], "examples": [{ "name": "canary", "targets": ["ward-01"], "soak": "15m" }], "properties": { "name": { "description": "Its name.", "examples": ["canary"], "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "maxLength": 60 }, "targets": { "description": "Names of targets; * stands for any text.", "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1, "examples": [["ward-01"], ["ward-*"]] }, "labels": { "description": "The labels that a target has, all of them.", "type": "object", "propertyNames": { "pattern": "^[A-Za-z0-9_.-]+$" }, "additionalProperties": { "type": "string", "description": "A label's value.", "examples": ["prod"] }, "minProperties": 1, "examples": [{ "env": "prod" }] }, "percent": { "description": "How many of the targets that fit and stand in no wave before: always the same ones, rounded up.", "examples": [50], "type": "number", "exclusiveMinimum": 0, "maximum": 100 }, "soak": { "description": "How long the wave is watched before the next one begins.", "$ref": "#/$defs/duration", "default": "0s", "examples": ["15m"] } } };
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate35.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema53.required, parentSchema: schema53, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "name" || key0 === "targets" || key0 === "labels" || key0 === "percent" || key0 === "soak")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema53, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.name !== void 0) {
      let data0 = data.name;
      if (typeof data0 === "string") {
        if (func2(data0) > 60) {
          const err2 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 60 }, message: "must NOT have more than 60 characters", schema: 60, parentSchema: schema53.properties.name, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (!pattern20.test(data0)) {
          const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", parentSchema: schema53.properties.name, data: data0 };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema53.properties.name.type, parentSchema: schema53.properties.name, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.targets !== void 0) {
      let data1 = data.targets;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          const err5 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema53.properties.targets, data: data1 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === "string") {
            if (func2(data2) < 1) {
              const err6 = { instancePath: instancePath + "/targets/" + i0, schemaPath: "#/properties/targets/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema53.properties.targets.items, data: data2 };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
          } else {
            const err7 = { instancePath: instancePath + "/targets/" + i0, schemaPath: "#/properties/targets/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema53.properties.targets.items.type, parentSchema: schema53.properties.targets.items, data: data2 };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema53.properties.targets.type, parentSchema: schema53.properties.targets, data: data1 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.labels !== void 0) {
      let data3 = data.labels;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        if (Object.keys(data3).length < 1) {
          const err9 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema53.properties.labels, data: data3 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
        for (const key1 in data3) {
          const _errs10 = errors;
          if (typeof key1 === "string") {
            if (!pattern25.test(key1)) {
              const err10 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_.-]+$" }, message: 'must match pattern "^[A-Za-z0-9_.-]+$"', schema: "^[A-Za-z0-9_.-]+$", parentSchema: schema53.properties.labels.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
          }
          var valid3 = _errs10 === errors;
          if (!valid3) {
            const err11 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema53.properties.labels.propertyNames, parentSchema: schema53.properties.labels, data: data3 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
        for (const key2 in data3) {
          let data4 = data3[key2];
          if (typeof data4 !== "string") {
            const err12 = { instancePath: instancePath + "/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema53.properties.labels.additionalProperties.type, parentSchema: schema53.properties.labels.additionalProperties, data: data4 };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/labels", schemaPath: "#/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema53.properties.labels.type, parentSchema: schema53.properties.labels, data: data3 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.percent !== void 0) {
      let data5 = data.percent;
      if (typeof data5 == "number" && isFinite(data5)) {
        if (data5 > 100 || isNaN(data5)) {
          const err14 = { instancePath: instancePath + "/percent", schemaPath: "#/properties/percent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100", schema: 100, parentSchema: schema53.properties.percent, data: data5 };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
        if (data5 <= 0 || isNaN(data5)) {
          const err15 = { instancePath: instancePath + "/percent", schemaPath: "#/properties/percent/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema53.properties.percent, data: data5 };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      } else {
        const err16 = { instancePath: instancePath + "/percent", schemaPath: "#/properties/percent/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema53.properties.percent.type, parentSchema: schema53.properties.percent, data: data5 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.soak !== void 0) {
      let data6 = data.soak;
      const _errs18 = errors;
      let valid6 = false;
      const _errs19 = errors;
      if (typeof data6 === "string") {
        if (!pattern18.test(data6)) {
          const err17 = { instancePath: instancePath + "/soak", schemaPath: "#/$defs/duration/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$" }, message: 'must match pattern "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$"', schema: "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)?$", parentSchema: schema49.anyOf[0], data: data6 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      } else {
        const err18 = { instancePath: instancePath + "/soak", schemaPath: "#/$defs/duration/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema49.anyOf[0].type, parentSchema: schema49.anyOf[0], data: data6 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      var _valid0 = _errs19 === errors;
      valid6 = valid6 || _valid0;
      const _errs21 = errors;
      if (typeof data6 == "number" && isFinite(data6)) {
        if (data6 <= 0 || isNaN(data6)) {
          const err19 = { instancePath: instancePath + "/soak", schemaPath: "#/$defs/duration/anyOf/1/exclusiveMinimum", keyword: "exclusiveMinimum", params: { comparison: ">", limit: 0 }, message: "must be > 0", schema: 0, parentSchema: schema49.anyOf[1], data: data6 };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
      } else {
        const err20 = { instancePath: instancePath + "/soak", schemaPath: "#/$defs/duration/anyOf/1/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema49.anyOf[1].type, parentSchema: schema49.anyOf[1], data: data6 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
      var _valid0 = _errs21 === errors;
      valid6 = valid6 || _valid0;
      if (!valid6) {
        const err21 = { instancePath: instancePath + "/soak", schemaPath: "#/$defs/duration/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf", schema: schema49.anyOf, parentSchema: schema49, data: data6 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      } else {
        errors = _errs18;
        if (vErrors !== null) {
          if (_errs18) {
            vErrors.length = _errs18;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err22 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema53.type, parentSchema: schema53, data };
    if (vErrors === null) {
      vErrors = [err22];
    } else {
      vErrors.push(err22);
    }
    errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}
validate35.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var func0 = require_equal().default;
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate34.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.waves === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "waves" }, message: "must have required property 'waves'", schema: schema52.required, parentSchema: schema52, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "waves" || key0 === "gates" || key0 === "max_failures" || key0 === "on_failure")) {
        const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema52, data };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.waves !== void 0) {
      let data0 = data.waves;
      if (Array.isArray(data0)) {
        if (data0.length < 1) {
          const err2 = { instancePath: instancePath + "/waves", schemaPath: "#/properties/waves/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema52.properties.waves, data: data0 };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate35(data0[i0], { instancePath: instancePath + "/waves/" + i0, parentData: data0, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/waves", schemaPath: "#/properties/waves/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema52.properties.waves.type, parentSchema: schema52.properties.waves, data: data0 };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.gates !== void 0) {
      let data2 = data.gates;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (!(data3 === "checks" || data3 === "log" || data3 === "queues" || data3 === "routes")) {
            const err4 = { instancePath: instancePath + "/gates/" + i1, schemaPath: "#/properties/gates/items/enum", keyword: "enum", params: { allowedValues: schema52.properties.gates.items.enum }, message: "must be equal to one of the allowed values", schema: schema52.properties.gates.items.enum, parentSchema: schema52.properties.gates.items, data: data3 };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
        let i2 = data2.length;
        let j0;
        if (i2 > 1) {
          outer0: for (; i2--; ) {
            for (j0 = i2; j0--; ) {
              if (func0(data2[i2], data2[j0])) {
                const err5 = { instancePath: instancePath + "/gates", schemaPath: "#/properties/gates/uniqueItems", keyword: "uniqueItems", params: { i: i2, j: j0 }, message: "must NOT have duplicate items (items ## " + j0 + " and " + i2 + " are identical)", schema: true, parentSchema: schema52.properties.gates, data: data2 };
                if (vErrors === null) {
                  vErrors = [err5];
                } else {
                  vErrors.push(err5);
                }
                errors++;
                break outer0;
              }
            }
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/gates", schemaPath: "#/properties/gates/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema52.properties.gates.type, parentSchema: schema52.properties.gates, data: data2 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.max_failures !== void 0) {
      let data4 = data.max_failures;
      if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
        const err7 = { instancePath: instancePath + "/max_failures", schemaPath: "#/properties/max_failures/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema52.properties.max_failures.type, parentSchema: schema52.properties.max_failures, data: data4 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
      if (typeof data4 == "number" && isFinite(data4)) {
        if (data4 < 0 || isNaN(data4)) {
          const err8 = { instancePath: instancePath + "/max_failures", schemaPath: "#/properties/max_failures/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema52.properties.max_failures, data: data4 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
    }
    if (data.on_failure !== void 0) {
      let data5 = data.on_failure;
      if (!(data5 === "stop" || data5 === "rollback")) {
        const err9 = { instancePath: instancePath + "/on_failure", schemaPath: "#/properties/on_failure/enum", keyword: "enum", params: { allowedValues: schema52.properties.on_failure.enum }, message: "must be equal to one of the allowed values", schema: schema52.properties.on_failure.enum, parentSchema: schema52.properties.on_failure, data: data5 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema52.type, parentSchema: schema52, data };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate34.errors = vErrors;
  return errors === 0;
}
validate34.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate31.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func1.call(schema47.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema47, data };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.default_target !== void 0) {
      let data0 = data.default_target;
      if (typeof data0 === "string") {
        if (func2(data0) < 1) {
          const err1 = { instancePath: instancePath + "/default_target", schemaPath: "#/properties/default_target/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema47.properties.default_target, data: data0 };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = { instancePath: instancePath + "/default_target", schemaPath: "#/properties/default_target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.default_target.type, parentSchema: schema47.properties.default_target, data: data0 };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.targets !== void 0) {
      let data1 = data.targets;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        for (const key1 in data1) {
          const _errs6 = errors;
          if (typeof key1 === "string") {
            if (!pattern20.test(key1)) {
              const err3 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", parentSchema: schema47.properties.targets.propertyNames, data: key1, propertyName: key1 };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
          }
          var valid1 = _errs6 === errors;
          if (!valid1) {
            const err4 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/propertyNames", keyword: "propertyNames", params: { propertyName: key1 }, message: "property name must be valid", schema: schema47.properties.targets.propertyNames, parentSchema: schema47.properties.targets, data: data1 };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
        for (const key2 in data1) {
          if (!validate32(data1[key2], { instancePath: instancePath + "/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key2, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err5 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema47.properties.targets.type, parentSchema: schema47.properties.targets, data: data1 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.lint !== void 0) {
      let data3 = data.lint;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key3 in data3) {
          const _errs11 = errors;
          if (!(key3 === "target-missing" || key3 === "target-disabled" || key3 === "port-conflict" || key3 === "path-conflict" || key3 === "class-unknown" || key3 === "setting-target" || key3 === "setting-target-name" || key3 === "clear-password" || key3 === "white-space")) {
            const err6 = { instancePath: instancePath + "/lint", schemaPath: "#/properties/lint/propertyNames/enum", keyword: "enum", params: { allowedValues: schema47.properties.lint.propertyNames.enum }, message: "must be equal to one of the allowed values", schema: schema47.properties.lint.propertyNames.enum, parentSchema: schema47.properties.lint.propertyNames, data: key3, propertyName: key3 };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
          var valid3 = _errs11 === errors;
          if (!valid3) {
            const err7 = { instancePath: instancePath + "/lint", schemaPath: "#/properties/lint/propertyNames", keyword: "propertyNames", params: { propertyName: key3 }, message: "property name must be valid", schema: schema47.properties.lint.propertyNames, parentSchema: schema47.properties.lint, data: data3 };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
        }
        for (const key4 in data3) {
          let data4 = data3[key4];
          if (!(data4 === "off" || data4 === "warning" || data4 === "error")) {
            const err8 = { instancePath: instancePath + "/lint/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/lint/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema47.properties.lint.additionalProperties.enum }, message: "must be equal to one of the allowed values", schema: schema47.properties.lint.additionalProperties.enum, parentSchema: schema47.properties.lint.additionalProperties, data: data4 };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
      } else {
        const err9 = { instancePath: instancePath + "/lint", schemaPath: "#/properties/lint/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema47.properties.lint.type, parentSchema: schema47.properties.lint, data: data3 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.sensitive_names !== void 0) {
      let data5 = data.sensitive_names;
      if (Array.isArray(data5)) {
        const len0 = data5.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data6 = data5[i0];
          if (typeof data6 === "string") {
            if (func2(data6) > 200) {
              const err10 = { instancePath: instancePath + "/sensitive_names/" + i0, schemaPath: "#/properties/sensitive_names/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema47.properties.sensitive_names.items, data: data6 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            if (!pattern27.test(data6)) {
              const err11 = { instancePath: instancePath + "/sensitive_names/" + i0, schemaPath: "#/properties/sensitive_names/items/pattern", keyword: "pattern", params: { pattern: "^!?[^!]+$" }, message: 'must match pattern "^!?[^!]+$"', schema: "^!?[^!]+$", parentSchema: schema47.properties.sensitive_names.items, data: data6 };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
          } else {
            const err12 = { instancePath: instancePath + "/sensitive_names/" + i0, schemaPath: "#/properties/sensitive_names/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.sensitive_names.items.type, parentSchema: schema47.properties.sensitive_names.items, data: data6 };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/sensitive_names", schemaPath: "#/properties/sensitive_names/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.sensitive_names.type, parentSchema: schema47.properties.sensitive_names, data: data5 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.secret_commands !== void 0) {
      let data7 = data.secret_commands;
      if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
        for (const key5 in data7) {
          const _errs20 = errors;
          const _errs21 = errors;
          const _errs22 = errors;
          if ("sops" !== key5) {
            const err14 = {};
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
          var valid8 = _errs22 === errors;
          if (valid8) {
            const err15 = { instancePath: instancePath + "/secret_commands", schemaPath: "#/properties/secret_commands/propertyNames/not", keyword: "not", params: {}, message: "must NOT be valid", schema: schema47.properties.secret_commands.propertyNames.not, parentSchema: schema47.properties.secret_commands.propertyNames, data: key5, propertyName: key5 };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          } else {
            errors = _errs21;
            if (vErrors !== null) {
              if (_errs21) {
                vErrors.length = _errs21;
              } else {
                vErrors = null;
              }
            }
          }
          if (typeof key5 === "string") {
            if (!pattern28.test(key5)) {
              const err16 = { instancePath: instancePath + "/secret_commands", schemaPath: "#/properties/secret_commands/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_-]*$" }, message: 'must match pattern "^[a-z][a-z0-9_-]*$"', schema: "^[a-z][a-z0-9_-]*$", parentSchema: schema47.properties.secret_commands.propertyNames, data: key5, propertyName: key5 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
          }
          var valid7 = _errs20 === errors;
          if (!valid7) {
            const err17 = { instancePath: instancePath + "/secret_commands", schemaPath: "#/properties/secret_commands/propertyNames", keyword: "propertyNames", params: { propertyName: key5 }, message: "property name must be valid", schema: schema47.properties.secret_commands.propertyNames, parentSchema: schema47.properties.secret_commands, data: data7 };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
        for (const key6 in data7) {
          let data8 = data7[key6];
          if (Array.isArray(data8)) {
            if (data8.length < 1) {
              const err18 = { instancePath: instancePath + "/secret_commands/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secret_commands/additionalProperties/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema47.properties.secret_commands.additionalProperties, data: data8 };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            const len1 = data8.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data9 = data8[i1];
              if (typeof data9 === "string") {
                if (func2(data9) < 1) {
                  const err19 = { instancePath: instancePath + "/secret_commands/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i1, schemaPath: "#/properties/secret_commands/additionalProperties/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema47.properties.secret_commands.additionalProperties.items, data: data9 };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
              } else {
                const err20 = { instancePath: instancePath + "/secret_commands/" + key6.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i1, schemaPath: "#/properties/secret_commands/additionalProperties/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.secret_commands.additionalProperties.items.type, parentSchema: schema47.properties.secret_commands.additionalProperties.items, data: data9 };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
          } else {
            const err21 = { instancePath: instancePath + "/secret_commands/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/secret_commands/additionalProperties/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.secret_commands.additionalProperties.type, parentSchema: schema47.properties.secret_commands.additionalProperties, data: data8 };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
      } else {
        const err22 = { instancePath: instancePath + "/secret_commands", schemaPath: "#/properties/secret_commands/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema47.properties.secret_commands.type, parentSchema: schema47.properties.secret_commands, data: data7 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.compare !== void 0) {
      let data10 = data.compare;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        for (const key7 in data10) {
          if (!(key7 === "equal" || key7 === "differ" || key7 === "ignore")) {
            const err23 = { instancePath: instancePath + "/compare", schemaPath: "#/properties/compare/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties", schema: false, parentSchema: schema47.properties.compare, data: data10 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (data10.equal !== void 0) {
          let data11 = data10.equal;
          if (Array.isArray(data11)) {
            const len2 = data11.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data12 = data11[i2];
              if (typeof data12 === "string") {
                if (func2(data12) < 1) {
                  const err24 = { instancePath: instancePath + "/compare/equal/" + i2, schemaPath: "#/properties/compare/properties/equal/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema47.properties.compare.properties.equal.items, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err24];
                  } else {
                    vErrors.push(err24);
                  }
                  errors++;
                }
              } else {
                const err25 = { instancePath: instancePath + "/compare/equal/" + i2, schemaPath: "#/properties/compare/properties/equal/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.compare.properties.equal.items.type, parentSchema: schema47.properties.compare.properties.equal.items, data: data12 };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
          } else {
            const err26 = { instancePath: instancePath + "/compare/equal", schemaPath: "#/properties/compare/properties/equal/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.compare.properties.equal.type, parentSchema: schema47.properties.compare.properties.equal, data: data11 };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data10.differ !== void 0) {
          let data13 = data10.differ;
          if (Array.isArray(data13)) {
            const len3 = data13.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data14 = data13[i3];
              if (typeof data14 === "string") {
                if (func2(data14) < 1) {
                  const err27 = { instancePath: instancePath + "/compare/differ/" + i3, schemaPath: "#/properties/compare/properties/differ/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema47.properties.compare.properties.differ.items, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
              } else {
                const err28 = { instancePath: instancePath + "/compare/differ/" + i3, schemaPath: "#/properties/compare/properties/differ/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.compare.properties.differ.items.type, parentSchema: schema47.properties.compare.properties.differ.items, data: data14 };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
          } else {
            const err29 = { instancePath: instancePath + "/compare/differ", schemaPath: "#/properties/compare/properties/differ/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.compare.properties.differ.type, parentSchema: schema47.properties.compare.properties.differ, data: data13 };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        if (data10.ignore !== void 0) {
          let data15 = data10.ignore;
          if (Array.isArray(data15)) {
            const len4 = data15.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data16 = data15[i4];
              if (typeof data16 === "string") {
                if (func2(data16) < 1) {
                  const err30 = { instancePath: instancePath + "/compare/ignore/" + i4, schemaPath: "#/properties/compare/properties/ignore/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema47.properties.compare.properties.ignore.items, data: data16 };
                  if (vErrors === null) {
                    vErrors = [err30];
                  } else {
                    vErrors.push(err30);
                  }
                  errors++;
                }
              } else {
                const err31 = { instancePath: instancePath + "/compare/ignore/" + i4, schemaPath: "#/properties/compare/properties/ignore/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.compare.properties.ignore.items.type, parentSchema: schema47.properties.compare.properties.ignore.items, data: data16 };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
            }
          } else {
            const err32 = { instancePath: instancePath + "/compare/ignore", schemaPath: "#/properties/compare/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.compare.properties.ignore.type, parentSchema: schema47.properties.compare.properties.ignore, data: data15 };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
        }
      } else {
        const err33 = { instancePath: instancePath + "/compare", schemaPath: "#/properties/compare/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema47.properties.compare.type, parentSchema: schema47.properties.compare, data: data10 };
        if (vErrors === null) {
          vErrors = [err33];
        } else {
          vErrors.push(err33);
        }
        errors++;
      }
    }
    if (data.baseline !== void 0) {
      let data17 = data.baseline;
      if (typeof data17 === "string") {
        if (func2(data17) < 1) {
          const err34 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema47.properties.baseline, data: data17 };
          if (vErrors === null) {
            vErrors = [err34];
          } else {
            vErrors.push(err34);
          }
          errors++;
        }
      } else {
        const err35 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema47.properties.baseline.type, parentSchema: schema47.properties.baseline, data: data17 };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.rollout !== void 0) {
      if (!validate34(data.rollout, { instancePath: instancePath + "/rollout", parentData: data, parentDataProperty: "rollout", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
        errors = vErrors.length;
      }
    }
    if (data.windows !== void 0) {
      let data19 = data.windows;
      if (Array.isArray(data19)) {
        const len5 = data19.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data20 = data19[i5];
          if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
            if (data20.open === void 0) {
              const err36 = { instancePath: instancePath + "/windows/" + i5, schemaPath: "#/$defs/window/required", keyword: "required", params: { missingProperty: "open" }, message: "must have required property 'open'", schema: schema55.required, parentSchema: schema55, data: data20 };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            for (const key8 in data20) {
              if (!(key8 === "targets" || key8 === "labels" || key8 === "open")) {
                const err37 = { instancePath: instancePath + "/windows/" + i5, schemaPath: "#/$defs/window/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties", schema: false, parentSchema: schema55, data: data20 };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data20.targets !== void 0) {
              let data21 = data20.targets;
              if (Array.isArray(data21)) {
                if (data21.length < 1) {
                  const err38 = { instancePath: instancePath + "/windows/" + i5 + "/targets", schemaPath: "#/$defs/window/properties/targets/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema55.properties.targets, data: data21 };
                  if (vErrors === null) {
                    vErrors = [err38];
                  } else {
                    vErrors.push(err38);
                  }
                  errors++;
                }
                const len6 = data21.length;
                for (let i6 = 0; i6 < len6; i6++) {
                  let data22 = data21[i6];
                  if (typeof data22 === "string") {
                    if (func2(data22) < 1) {
                      const err39 = { instancePath: instancePath + "/windows/" + i5 + "/targets/" + i6, schemaPath: "#/$defs/window/properties/targets/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema55.properties.targets.items, data: data22 };
                      if (vErrors === null) {
                        vErrors = [err39];
                      } else {
                        vErrors.push(err39);
                      }
                      errors++;
                    }
                  } else {
                    const err40 = { instancePath: instancePath + "/windows/" + i5 + "/targets/" + i6, schemaPath: "#/$defs/window/properties/targets/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema55.properties.targets.items.type, parentSchema: schema55.properties.targets.items, data: data22 };
                    if (vErrors === null) {
                      vErrors = [err40];
                    } else {
                      vErrors.push(err40);
                    }
                    errors++;
                  }
                }
              } else {
                const err41 = { instancePath: instancePath + "/windows/" + i5 + "/targets", schemaPath: "#/$defs/window/properties/targets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema55.properties.targets.type, parentSchema: schema55.properties.targets, data: data21 };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            }
            if (data20.labels !== void 0) {
              let data23 = data20.labels;
              if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
                if (Object.keys(data23).length < 1) {
                  const err42 = { instancePath: instancePath + "/windows/" + i5 + "/labels", schemaPath: "#/$defs/window/properties/labels/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema55.properties.labels, data: data23 };
                  if (vErrors === null) {
                    vErrors = [err42];
                  } else {
                    vErrors.push(err42);
                  }
                  errors++;
                }
                for (const key9 in data23) {
                  const _errs58 = errors;
                  if (typeof key9 === "string") {
                    if (!pattern25.test(key9)) {
                      const err43 = { instancePath: instancePath + "/windows/" + i5 + "/labels", schemaPath: "#/$defs/window/properties/labels/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_.-]+$" }, message: 'must match pattern "^[A-Za-z0-9_.-]+$"', schema: "^[A-Za-z0-9_.-]+$", parentSchema: schema55.properties.labels.propertyNames, data: key9, propertyName: key9 };
                      if (vErrors === null) {
                        vErrors = [err43];
                      } else {
                        vErrors.push(err43);
                      }
                      errors++;
                    }
                  }
                  var valid25 = _errs58 === errors;
                  if (!valid25) {
                    const err44 = { instancePath: instancePath + "/windows/" + i5 + "/labels", schemaPath: "#/$defs/window/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key9 }, message: "property name must be valid", schema: schema55.properties.labels.propertyNames, parentSchema: schema55.properties.labels, data: data23 };
                    if (vErrors === null) {
                      vErrors = [err44];
                    } else {
                      vErrors.push(err44);
                    }
                    errors++;
                  }
                }
                for (const key10 in data23) {
                  let data24 = data23[key10];
                  if (typeof data24 !== "string") {
                    const err45 = { instancePath: instancePath + "/windows/" + i5 + "/labels/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/window/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema55.properties.labels.additionalProperties.type, parentSchema: schema55.properties.labels.additionalProperties, data: data24 };
                    if (vErrors === null) {
                      vErrors = [err45];
                    } else {
                      vErrors.push(err45);
                    }
                    errors++;
                  }
                }
              } else {
                const err46 = { instancePath: instancePath + "/windows/" + i5 + "/labels", schemaPath: "#/$defs/window/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema55.properties.labels.type, parentSchema: schema55.properties.labels, data: data23 };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  vErrors.push(err46);
                }
                errors++;
              }
            }
            if (data20.open !== void 0) {
              let data25 = data20.open;
              if (Array.isArray(data25)) {
                if (data25.length < 1) {
                  const err47 = { instancePath: instancePath + "/windows/" + i5 + "/open", schemaPath: "#/$defs/window/properties/open/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema55.properties.open, data: data25 };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
                const len7 = data25.length;
                for (let i7 = 0; i7 < len7; i7++) {
                  let data26 = data25[i7];
                  if (typeof data26 === "string") {
                    if (func2(data26) > 200) {
                      const err48 = { instancePath: instancePath + "/windows/" + i5 + "/open/" + i7, schemaPath: "#/$defs/window/properties/open/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema55.properties.open.items, data: data26 };
                      if (vErrors === null) {
                        vErrors = [err48];
                      } else {
                        vErrors.push(err48);
                      }
                      errors++;
                    }
                    if (func2(data26) < 1) {
                      const err49 = { instancePath: instancePath + "/windows/" + i5 + "/open/" + i7, schemaPath: "#/$defs/window/properties/open/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema55.properties.open.items, data: data26 };
                      if (vErrors === null) {
                        vErrors = [err49];
                      } else {
                        vErrors.push(err49);
                      }
                      errors++;
                    }
                  } else {
                    const err50 = { instancePath: instancePath + "/windows/" + i5 + "/open/" + i7, schemaPath: "#/$defs/window/properties/open/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema55.properties.open.items.type, parentSchema: schema55.properties.open.items, data: data26 };
                    if (vErrors === null) {
                      vErrors = [err50];
                    } else {
                      vErrors.push(err50);
                    }
                    errors++;
                  }
                }
              } else {
                const err51 = { instancePath: instancePath + "/windows/" + i5 + "/open", schemaPath: "#/$defs/window/properties/open/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema55.properties.open.type, parentSchema: schema55.properties.open, data: data25 };
                if (vErrors === null) {
                  vErrors = [err51];
                } else {
                  vErrors.push(err51);
                }
                errors++;
              }
            }
          } else {
            const err52 = { instancePath: instancePath + "/windows/" + i5, schemaPath: "#/$defs/window/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema55.type, parentSchema: schema55, data: data20 };
            if (vErrors === null) {
              vErrors = [err52];
            } else {
              vErrors.push(err52);
            }
            errors++;
          }
        }
      } else {
        const err53 = { instancePath: instancePath + "/windows", schemaPath: "#/properties/windows/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.windows.type, parentSchema: schema47.properties.windows, data: data19 };
        if (vErrors === null) {
          vErrors = [err53];
        } else {
          vErrors.push(err53);
        }
        errors++;
      }
    }
    if (data.freeze !== void 0) {
      let data27 = data.freeze;
      if (Array.isArray(data27)) {
        const len8 = data27.length;
        for (let i8 = 0; i8 < len8; i8++) {
          let data28 = data27[i8];
          if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
            if (data28.from === void 0) {
              const err54 = { instancePath: instancePath + "/freeze/" + i8, schemaPath: "#/$defs/freeze/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'", schema: schema56.required, parentSchema: schema56, data: data28 };
              if (vErrors === null) {
                vErrors = [err54];
              } else {
                vErrors.push(err54);
              }
              errors++;
            }
            if (data28.to === void 0) {
              const err55 = { instancePath: instancePath + "/freeze/" + i8, schemaPath: "#/$defs/freeze/required", keyword: "required", params: { missingProperty: "to" }, message: "must have required property 'to'", schema: schema56.required, parentSchema: schema56, data: data28 };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
            for (const key11 in data28) {
              if (!(key11 === "targets" || key11 === "labels" || key11 === "from" || key11 === "to" || key11 === "zone" || key11 === "reason")) {
                const err56 = { instancePath: instancePath + "/freeze/" + i8, schemaPath: "#/$defs/freeze/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key11 }, message: "must NOT have additional properties", schema: false, parentSchema: schema56, data: data28 };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
            if (data28.targets !== void 0) {
              let data29 = data28.targets;
              if (Array.isArray(data29)) {
                if (data29.length < 1) {
                  const err57 = { instancePath: instancePath + "/freeze/" + i8 + "/targets", schemaPath: "#/$defs/freeze/properties/targets/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema56.properties.targets, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err57];
                  } else {
                    vErrors.push(err57);
                  }
                  errors++;
                }
                const len9 = data29.length;
                for (let i9 = 0; i9 < len9; i9++) {
                  let data30 = data29[i9];
                  if (typeof data30 === "string") {
                    if (func2(data30) < 1) {
                      const err58 = { instancePath: instancePath + "/freeze/" + i8 + "/targets/" + i9, schemaPath: "#/$defs/freeze/properties/targets/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema56.properties.targets.items, data: data30 };
                      if (vErrors === null) {
                        vErrors = [err58];
                      } else {
                        vErrors.push(err58);
                      }
                      errors++;
                    }
                  } else {
                    const err59 = { instancePath: instancePath + "/freeze/" + i8 + "/targets/" + i9, schemaPath: "#/$defs/freeze/properties/targets/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema56.properties.targets.items.type, parentSchema: schema56.properties.targets.items, data: data30 };
                    if (vErrors === null) {
                      vErrors = [err59];
                    } else {
                      vErrors.push(err59);
                    }
                    errors++;
                  }
                }
              } else {
                const err60 = { instancePath: instancePath + "/freeze/" + i8 + "/targets", schemaPath: "#/$defs/freeze/properties/targets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema56.properties.targets.type, parentSchema: schema56.properties.targets, data: data29 };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  vErrors.push(err60);
                }
                errors++;
              }
            }
            if (data28.labels !== void 0) {
              let data31 = data28.labels;
              if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
                if (Object.keys(data31).length < 1) {
                  const err61 = { instancePath: instancePath + "/freeze/" + i8 + "/labels", schemaPath: "#/$defs/freeze/properties/labels/minProperties", keyword: "minProperties", params: { limit: 1 }, message: "must NOT have fewer than 1 properties", schema: 1, parentSchema: schema56.properties.labels, data: data31 };
                  if (vErrors === null) {
                    vErrors = [err61];
                  } else {
                    vErrors.push(err61);
                  }
                  errors++;
                }
                for (const key12 in data31) {
                  const _errs78 = errors;
                  if (typeof key12 === "string") {
                    if (!pattern25.test(key12)) {
                      const err62 = { instancePath: instancePath + "/freeze/" + i8 + "/labels", schemaPath: "#/$defs/freeze/properties/labels/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_.-]+$" }, message: 'must match pattern "^[A-Za-z0-9_.-]+$"', schema: "^[A-Za-z0-9_.-]+$", parentSchema: schema56.properties.labels.propertyNames, data: key12, propertyName: key12 };
                      if (vErrors === null) {
                        vErrors = [err62];
                      } else {
                        vErrors.push(err62);
                      }
                      errors++;
                    }
                  }
                  var valid35 = _errs78 === errors;
                  if (!valid35) {
                    const err63 = { instancePath: instancePath + "/freeze/" + i8 + "/labels", schemaPath: "#/$defs/freeze/properties/labels/propertyNames", keyword: "propertyNames", params: { propertyName: key12 }, message: "property name must be valid", schema: schema56.properties.labels.propertyNames, parentSchema: schema56.properties.labels, data: data31 };
                    if (vErrors === null) {
                      vErrors = [err63];
                    } else {
                      vErrors.push(err63);
                    }
                    errors++;
                  }
                }
                for (const key13 in data31) {
                  let data32 = data31[key13];
                  if (typeof data32 !== "string") {
                    const err64 = { instancePath: instancePath + "/freeze/" + i8 + "/labels/" + key13.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/$defs/freeze/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema56.properties.labels.additionalProperties.type, parentSchema: schema56.properties.labels.additionalProperties, data: data32 };
                    if (vErrors === null) {
                      vErrors = [err64];
                    } else {
                      vErrors.push(err64);
                    }
                    errors++;
                  }
                }
              } else {
                const err65 = { instancePath: instancePath + "/freeze/" + i8 + "/labels", schemaPath: "#/$defs/freeze/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema56.properties.labels.type, parentSchema: schema56.properties.labels, data: data31 };
                if (vErrors === null) {
                  vErrors = [err65];
                } else {
                  vErrors.push(err65);
                }
                errors++;
              }
            }
            if (data28.from !== void 0) {
              let data33 = data28.from;
              if (typeof data33 === "string") {
                if (!pattern34.test(data33)) {
                  const err66 = { instancePath: instancePath + "/freeze/" + i8 + "/from", schemaPath: "#/$defs/freeze/properties/from/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$"', schema: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$", parentSchema: schema56.properties.from, data: data33 };
                  if (vErrors === null) {
                    vErrors = [err66];
                  } else {
                    vErrors.push(err66);
                  }
                  errors++;
                }
              } else {
                const err67 = { instancePath: instancePath + "/freeze/" + i8 + "/from", schemaPath: "#/$defs/freeze/properties/from/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema56.properties.from.type, parentSchema: schema56.properties.from, data: data33 };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
            if (data28.to !== void 0) {
              let data34 = data28.to;
              if (typeof data34 === "string") {
                if (!pattern34.test(data34)) {
                  const err68 = { instancePath: instancePath + "/freeze/" + i8 + "/to", schemaPath: "#/$defs/freeze/properties/to/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$"', schema: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$", parentSchema: schema56.properties.to, data: data34 };
                  if (vErrors === null) {
                    vErrors = [err68];
                  } else {
                    vErrors.push(err68);
                  }
                  errors++;
                }
              } else {
                const err69 = { instancePath: instancePath + "/freeze/" + i8 + "/to", schemaPath: "#/$defs/freeze/properties/to/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema56.properties.to.type, parentSchema: schema56.properties.to, data: data34 };
                if (vErrors === null) {
                  vErrors = [err69];
                } else {
                  vErrors.push(err69);
                }
                errors++;
              }
            }
            if (data28.zone !== void 0) {
              let data35 = data28.zone;
              if (typeof data35 === "string") {
                if (func2(data35) < 1) {
                  const err70 = { instancePath: instancePath + "/freeze/" + i8 + "/zone", schemaPath: "#/$defs/freeze/properties/zone/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema56.properties.zone, data: data35 };
                  if (vErrors === null) {
                    vErrors = [err70];
                  } else {
                    vErrors.push(err70);
                  }
                  errors++;
                }
              } else {
                const err71 = { instancePath: instancePath + "/freeze/" + i8 + "/zone", schemaPath: "#/$defs/freeze/properties/zone/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema56.properties.zone.type, parentSchema: schema56.properties.zone, data: data35 };
                if (vErrors === null) {
                  vErrors = [err71];
                } else {
                  vErrors.push(err71);
                }
                errors++;
              }
            }
            if (data28.reason !== void 0) {
              let data36 = data28.reason;
              if (typeof data36 === "string") {
                if (func2(data36) > 400) {
                  const err72 = { instancePath: instancePath + "/freeze/" + i8 + "/reason", schemaPath: "#/$defs/freeze/properties/reason/maxLength", keyword: "maxLength", params: { limit: 400 }, message: "must NOT have more than 400 characters", schema: 400, parentSchema: schema56.properties.reason, data: data36 };
                  if (vErrors === null) {
                    vErrors = [err72];
                  } else {
                    vErrors.push(err72);
                  }
                  errors++;
                }
                if (func2(data36) < 1) {
                  const err73 = { instancePath: instancePath + "/freeze/" + i8 + "/reason", schemaPath: "#/$defs/freeze/properties/reason/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema56.properties.reason, data: data36 };
                  if (vErrors === null) {
                    vErrors = [err73];
                  } else {
                    vErrors.push(err73);
                  }
                  errors++;
                }
              } else {
                const err74 = { instancePath: instancePath + "/freeze/" + i8 + "/reason", schemaPath: "#/$defs/freeze/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema56.properties.reason.type, parentSchema: schema56.properties.reason, data: data36 };
                if (vErrors === null) {
                  vErrors = [err74];
                } else {
                  vErrors.push(err74);
                }
                errors++;
              }
            }
          } else {
            const err75 = { instancePath: instancePath + "/freeze/" + i8, schemaPath: "#/$defs/freeze/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema56.type, parentSchema: schema56, data: data28 };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              vErrors.push(err75);
            }
            errors++;
          }
        }
      } else {
        const err76 = { instancePath: instancePath + "/freeze", schemaPath: "#/properties/freeze/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema47.properties.freeze.type, parentSchema: schema47.properties.freeze, data: data27 };
        if (vErrors === null) {
          vErrors = [err76];
        } else {
          vErrors.push(err76);
        }
        errors++;
      }
    }
  } else {
    const err77 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema47.type, parentSchema: schema47, data };
    if (vErrors === null) {
      vErrors = [err77];
    } else {
      vErrors.push(err77);
    }
    errors++;
  }
  validate31.errors = vErrors;
  return errors === 0;
}
validate31.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var validatePlan = validate38;
var schema57 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:plan", "title": "PlanDocument", "description": "What plan --json prints and plan --out saves. It holds no secret and no file text.", "type": "object", "required": ["format_version", "created_at", "plans"], "additionalProperties": false, "examples": [{ "format_version": "1", "created_at": "2026-01-01T00:00:00Z", "plans": [] }], "properties": { "format_version": { "description": "The version of this format.", "const": "1", "examples": ["1"] }, "created_at": { "description": "When the plan was made, RFC 3339, UTC.", "type": "string", "examples": ["2026-01-01T00:00:00Z"] }, "seal": { "description": "Of a saved plan: a digest over all else in the file. A file whose seal does not fit was altered after it was made, and is neither shown nor applied.", "type": "string", "pattern": "^sha256:[0-9a-f]{64}$", "examples": ["sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"] }, "sources": { "description": "The state paths that the plan was made from, one list a layer, relative to the working directory.", "type": "array", "items": { "type": "array", "items": { "type": "string" } }, "examples": [[["state"]]] }, "only": { "description": "The addresses that the plan was limited to.", "type": "array", "items": { "type": "string" }, "examples": [["packages.demo"]] }, "exclude": { "description": "The addresses that the plan leaves alone.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Demo.Production.items.Audit"]] }, "plans": { "description": "One plan for each namespace.", "type": "array", "items": { "$ref": "#/$defs/plan" }, "examples": [[]] }, "errors": { "description": "Targets that could not be planned, where several were asked for.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["target", "message"], "properties": { "target": { "description": "The target.", "type": "string", "examples": ["prod"] }, "message": { "description": "What happened.", "type": "string", "examples": ["the server could not be reached"] } } }, "examples": [[]] }, "rollout": { "title": "ShownRollout", "description": "Of `iopctl rollout plan`: the waves in which these plans are applied. `iopctl rollout apply` takes the file.", "type": "object", "additionalProperties": false, "required": ["digest", "waves", "gates", "max_failures", "on_failure"], "examples": [{ "digest": "sha256:5f\u2026", "waves": [{ "name": "canary", "soak": 9e5, "targets": ["ward-01"] }], "gates": ["checks"], "max_failures": 0, "on_failure": "stop" }], "properties": { "digest": { "description": "Of the waves and of the digests of all plans: what `iopctl rollout apply --expect` takes.", "type": "string", "examples": ["sha256:5f\u2026"] }, "waves": { "description": "The waves in their order.", "type": "array", "examples": [[{ "name": "canary", "soak": 9e5, "targets": ["ward-01"] }]], "items": { "type": "object", "additionalProperties": false, "required": ["name", "soak", "targets"], "properties": { "name": { "description": "Its name.", "type": "string", "examples": ["canary"] }, "soak": { "description": "How long it is watched, in milliseconds.", "type": "number", "minimum": 0, "examples": [9e5] }, "targets": { "description": "The names of its targets.", "type": "array", "items": { "type": "string" }, "examples": [["ward-01"]] } } } }, "gates": { "description": "What is looked at after each wave.", "type": "array", "items": { "enum": ["checks", "log", "queues", "routes"] }, "examples": [["checks"]] }, "max_failures": { "description": "How many targets may fail.", "type": "integer", "minimum": 0, "examples": [0] }, "on_failure": { "description": "What is done when it stops.", "enum": ["stop", "rollback"], "examples": ["stop"] } } } }, "$defs": { "disruption": { "title": "DisruptionLevel", "description": "production: a running production is stopped. component: items restart, start or stop. none: everything else.", "enum": ["none", "component", "production"], "examples": ["none"] }, "plan": { "title": "ShownPlan", "description": "The plan of one namespace.", "type": "object", "additionalProperties": false, "required": ["target", "url", "namespace", "digest", "observed_digest", "desired_digest", "changes", "calls", "warnings", "summary"], "examples": [], "properties": { "target": { "description": "The target's name in the configuration; the host where the server was named by a flag or the environment.", "type": "string", "examples": ["dev"] }, "url": { "description": "The server.", "type": "string", "examples": ["http://localhost:52773"] }, "namespace": { "description": "The namespace.", "type": "string", "examples": ["IRISAPP"] }, "digest": { "description": "Over all that the plan shows; what apply --expect takes.", "type": "string", "examples": ["sha256:0f"] }, "observed_digest": { "description": "Over the observed values of all that the files manage.", "type": "string", "examples": ["sha256:0f"] }, "desired_digest": { "description": "Over the desired values of all that the files manage.", "type": "string", "examples": ["sha256:0f"] }, "changes": { "description": "What differs, in order of address.", "type": "array", "items": { "$ref": "#/$defs/change" }, "examples": [[]] }, "calls": { "description": "What will be done, in order.", "type": "array", "items": { "$ref": "#/$defs/call" }, "examples": [[]] }, "warnings": { "description": "What a reader should know before applying.", "type": "array", "items": { "type": "string" }, "examples": [[]] }, "summary": { "$ref": "#/$defs/summary" }, "unknown": { "description": "Addresses that were not compared, since their secrets were not asked for (--no-secrets). Such a plan cannot be applied.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Demo.Production.items.FileIn.settings.Adapter.Password"]] }, "basis": { "description": "Saved plans only: what the plan relies on, each value as a digest, so that apply can name what moved.", "type": "object", "additionalProperties": false, "required": ["salt", "entries"], "examples": [{ "salt": "00", "entries": [] }], "properties": { "salt": { "description": "Of the slow hash (scrypt) that stands for sensitive values; hex.", "type": "string", "examples": ["00"] }, "entries": { "description": "One for each address that the plan reads or writes.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["address", "observed", "desired"], "examples": [], "properties": { "address": { "description": "The address.", "type": "string", "examples": ["default"] }, "observed": { "description": "A digest of the value on the server.", "type": "string", "examples": ["0f"] }, "desired": { "description": "A digest of the value in the files.", "type": "string", "examples": ["0f"] } } }, "examples": [[]] } } }, "sources": { "description": "The state paths of this target, one list a layer.", "type": "array", "items": { "type": "array", "items": { "type": "string" } }, "examples": [[["state"]]] }, "undo": { "title": "Undo", "description": "What going back would take, and what no call can bring back.", "type": "object", "additionalProperties": false, "required": ["steps", "cannot"], "properties": { "steps": { "description": "Calls, in words.", "type": "array", "items": { "type": "string" }, "examples": [["POST /update"]] }, "cannot": { "description": "What stays, in words.", "type": "array", "items": { "type": "string" }, "examples": [["messages that are processed in the meantime stay processed"]] } }, "examples": [{ "steps": [], "cannot": [] }] }, "refused": { "description": "Limits that the plan passes: apply refuses it.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["rule", "message", "lift"], "properties": { "rule": { "description": "The rule.", "type": "string", "examples": ["prune_limit 30%"] }, "message": { "description": "The numbers.", "type": "string", "examples": ["7 of 9 items would go"] }, "lift": { "description": "The flag that lifts it.", "type": "string", "examples": ["--prune-limit 7"] }, "opens": { "description": "Of a window or a freeze: when an apply is no longer refused by it, ISO 8601, or never. The plan itself is not refused by it.", "type": "string", "examples": ["2026-11-28T21:00:00.000Z"] } } }, "examples": [[]] }, "findings": { "description": "What is odd about the state that the plan leads to.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["code", "severity", "address", "message"], "properties": { "code": { "description": "The finding's code.", "type": "string", "examples": ["target-missing"] }, "severity": { "description": "error: the plan is refused.", "enum": ["warning", "error"], "examples": ["warning"] }, "address": { "description": "Where.", "type": "string", "examples": ["productions.Demo.Production.items.In"] }, "message": { "description": "What.", "type": "string", "examples": ["In sends to Out, which does not exist"] }, "at": { "description": "The place in the files, file:line:col.", "type": "string", "examples": ["state/demo.iop.yaml:14:9"] } } }, "examples": [[]] }, "selected": { "description": "The flags that limit it to a part of the namespace; the rest was not compared. Absent: all of it was.", "type": "array", "items": { "type": "string" }, "examples": [["--only productions.Demo.Production"]] }, "unmanaged": { "title": "UnmanagedSummary", "description": "What stands on the server and in no file, as far as it was read for this plan.", "type": "object", "additionalProperties": false, "required": ["items", "settings", "productions", "bindings", "disabled", "not_read"], "properties": { "items": { "description": "Items of managed productions.", "type": "integer", "minimum": 0, "examples": [3] }, "settings": { "description": "Settings of managed items, and of productions.", "type": "integer", "minimum": 0, "examples": [41] }, "productions": { "description": "Whole productions.", "type": "integer", "minimum": 0, "examples": [2] }, "bindings": { "description": "Proxy classes.", "type": "integer", "minimum": 0, "examples": [0] }, "disabled": { "description": "Items that are switched off on the server where no file says whether they should be.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Demo.Production.items.FileIn"]] }, "not_read": { "description": "What the plan had no need to read, so that it is not counted: productions, definitions, bindings.", "type": "array", "items": { "type": "string" }, "examples": [["productions"]] }, "addresses": { "description": "All of them, with --unmanaged.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Old.Production"]] } }, "examples": [{ "items": 3, "settings": 41, "productions": 2, "bindings": 0, "disabled": [], "not_read": [] }] }, "drift": { "title": "DriftSummary", "description": "Of drift: how many changes came from where, and how many are accepted for now.", "type": "object", "additionalProperties": false, "required": ["server", "files", "unknown", "accepted"], "properties": { "server": { "type": "integer", "minimum": 0, "description": "Changes: server.", "examples": [0] }, "files": { "type": "integer", "minimum": 0, "description": "Changes: files.", "examples": [0] }, "unknown": { "type": "integer", "minimum": 0, "description": "Changes: unknown.", "examples": [0] }, "accepted": { "type": "integer", "minimum": 0, "description": "Changes: accepted.", "examples": [0] } }, "examples": [{ "server": 1, "files": 0, "unknown": 0, "accepted": 0 }] }, "topology": { "description": "The productions that the plan touches as graphs: what show --html draws. In saved plans, and where a page was asked for.", "type": "array", "items": { "$ref": "#/$defs/graph" }, "examples": [[]] } } }, "change": { "title": "ShownChange", "description": "One difference between the files and the server.", "type": "object", "additionalProperties": false, "required": ["address", "action", "before", "after", "sensitive"], "examples": [{ "address": "default", "action": "create", "before": "", "after": "Demo.Production", "sensitive": false }], "properties": { "address": { "description": "What differs.", "type": "string", "examples": ["default"] }, "action": { "description": "What happens to it.", "enum": ["create", "update", "delete"], "examples": ["update"] }, "before": { "description": "The value on the server; null where there is none; (sensitive) where it is a secret.", "examples": [""] }, "after": { "description": "The value in the files; null where there is none; (sensitive) where it is a secret.", "examples": ["Demo.Production"] }, "sensitive": { "description": "Whether the value is a secret.", "type": "boolean", "examples": [false] }, "detail": { "description": "More for people, such as the files that changed.", "type": "string", "examples": ["bo.py (1 of 5 files)"] }, "origin": { "description": "server: it was changed on the server since the last apply. files: in the files, and not applied yet. unknown: iopctl never applied it, applied it from other files, or it is not certain that a call that failed wrote it.", "enum": ["server", "files", "unknown"], "examples": ["server"] }, "at": { "description": "The place in the files that the value comes from, file:line:col.", "type": "string", "examples": ["state/demo.iop.yaml:14:9"] }, "accepted": { "title": "Accepted", "description": "It is in the baseline: counted, and no drift until then.", "type": "object", "additionalProperties": false, "required": ["reason", "until"], "properties": { "reason": { "description": "Why.", "type": "string", "examples": ["the vendor's engineer tests"] }, "until": { "description": "The last day, YYYY-MM-DD.", "type": "string", "examples": ["2027-01-31"] } }, "examples": [{ "reason": "x", "until": "2027-01-31" }] } } }, "call": { "title": "ShownCall", "description": "One writing API call.", "type": "object", "additionalProperties": false, "required": ["id", "method", "path", "query", "body", "disruption", "because", "after", "reason"], "examples": [], "properties": { "id": { "description": "Its number in the order of execution.", "type": "integer", "minimum": 1, "examples": [1] }, "method": { "description": "The HTTP method.", "enum": ["PUT", "POST", "DELETE"], "examples": ["PUT"] }, "path": { "description": "The path below /api/iop.", "type": "string", "examples": ["/default"] }, "query": { "description": "The query parameters beside the namespace.", "type": "object", "additionalProperties": { "type": "string" }, "examples": [{}] }, "body": { "description": "The JSON body beside the namespace; of a migrate each file as name, bytes and sha256; null where there is none.", "examples": [{ "production": "Demo.Production" }] }, "disruption": { "$ref": "#/$defs/disruption" }, "because": { "description": "The addresses of the changes that need this call.", "type": "array", "items": { "type": "string" }, "examples": [["default"]] }, "after": { "description": "The calls that must have succeeded before.", "type": "array", "items": { "type": "integer" }, "examples": [[]] }, "reason": { "description": "What the call does, for people.", "type": "string", "examples": ["default production"] }, "why": { "description": "Why nothing cheaper does.", "type": "string", "examples": ["the API removes one proxy class a call"] }, "items": { "description": "The items of the running production that stop or start anew by it; * for all.", "type": "array", "items": { "type": "string" }, "examples": [["FileOut"]] }, "stops": { "description": "Those of the items that stop and stay stopped.", "type": "array", "items": { "type": "string" }, "examples": [["Old"]] } } }, "summary": { "title": "PlanSummary", "description": "The plan in numbers.", "type": "object", "additionalProperties": false, "required": ["create", "update", "delete", "calls", "disruption"], "examples": [{ "create": 0, "update": 1, "delete": 0, "calls": 1, "disruption": "none" }], "properties": { "create": { "description": "Changes that create something.", "type": "integer", "minimum": 0, "examples": [0] }, "update": { "description": "Changes of something that exists.", "type": "integer", "minimum": 0, "examples": [1] }, "delete": { "description": "Changes that remove something.", "type": "integer", "minimum": 0, "examples": [0] }, "calls": { "description": "The number of writing calls.", "type": "integer", "minimum": 0, "examples": [1] }, "disruption": { "$ref": "#/$defs/disruption" } } }, "graph": { "title": "Graph", "description": "Who sends to whom in one production, and what becomes of it.", "type": "object", "additionalProperties": false, "required": ["production", "nodes", "edges", "notes"], "properties": { "production": { "description": "The production.", "type": "string", "examples": ["Demo.Production"] }, "nodes": { "description": "Its items, in the order of the definition, and the names that are missing.", "type": "array", "items": { "$ref": "#/$defs/graph_node" }, "examples": [[]] }, "edges": { "description": "The routes.", "type": "array", "items": { "$ref": "#/$defs/graph_edge" }, "examples": [[]] }, "happens": { "description": "What happens to the whole production. recycle: it is stopped and started.", "enum": ["start", "stop", "recycle"], "examples": ["recycle"] }, "disruption": { "$ref": "#/$defs/disruption" }, "notes": { "description": "What is not known of it, in words.", "type": "array", "items": { "type": "string" }, "examples": [[]] } }, "examples": [] }, "graph_node": { "title": "GraphNode", "description": "An item of a production.", "type": "object", "additionalProperties": false, "required": ["name", "kind", "class", "category", "enabled"], "properties": { "name": { "description": "The item's name.", "type": "string", "examples": ["FileIn"] }, "kind": { "description": "What it is, as the server, its Python base or its class's name say; unknown: nobody says.", "enum": ["service", "process", "operation", "unknown"], "examples": ["service"] }, "class": { "description": "Its class on the server; empty where it is missing.", "type": "string", "examples": ["Python.FileService"] }, "category": { "description": "Its category; several are separated by commas, empty: none.", "type": "string", "examples": ["Intake"] }, "enabled": { "description": "Whether it is enabled: afterwards, where something changes.", "type": "boolean", "examples": [true] }, "missing": { "description": "An item sends to this name, and no item has it.", "const": true, "examples": [true] }, "managed": { "description": "Whether the files name it; absent: not known.", "type": "boolean", "examples": [true] }, "change": { "description": "What becomes of it. create: it is there afterwards only. delete: it was there only. update: something of it differs.", "enum": ["create", "update", "delete"], "examples": ["update"] }, "effect": { "description": "What happens to it while the production runs. pause: it is stopped while queues drain, and started again.", "enum": ["restart", "start", "stop", "pause"], "examples": ["restart"] }, "waiting": { "description": "The messages in its queue; absent: not known.", "type": "integer", "minimum": 0, "examples": [12] } }, "examples": [] }, "graph_edge": { "title": "GraphEdge", "description": "One item sends to another.", "type": "object", "additionalProperties": false, "required": ["from", "to", "by"], "properties": { "from": { "description": "The item that sends.", "type": "string", "examples": ["FileIn"] }, "to": { "description": "The item that it sends to.", "type": "string", "examples": ["Router"] }, "by": { "description": "Who says so. server: /connections. setting: a setting that names targets. value: a setting's value is the name of an item, which is a guess.", "enum": ["server", "setting", "value"], "examples": ["server"] }, "change": { "description": "create: the route is there afterwards only. delete: it was there only.", "enum": ["create", "delete"], "examples": ["create"] } }, "examples": [] } } };
var pattern36 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
var schema58 = { "title": "ShownPlan", "description": "The plan of one namespace.", "type": "object", "additionalProperties": false, "required": ["target", "url", "namespace", "digest", "observed_digest", "desired_digest", "changes", "calls", "warnings", "summary"], "examples": [], "properties": { "target": { "description": "The target's name in the configuration; the host where the server was named by a flag or the environment.", "type": "string", "examples": ["dev"] }, "url": { "description": "The server.", "type": "string", "examples": ["http://localhost:52773"] }, "namespace": { "description": "The namespace.", "type": "string", "examples": ["IRISAPP"] }, "digest": { "description": "Over all that the plan shows; what apply --expect takes.", "type": "string", "examples": ["sha256:0f"] }, "observed_digest": { "description": "Over the observed values of all that the files manage.", "type": "string", "examples": ["sha256:0f"] }, "desired_digest": { "description": "Over the desired values of all that the files manage.", "type": "string", "examples": ["sha256:0f"] }, "changes": { "description": "What differs, in order of address.", "type": "array", "items": { "$ref": "#/$defs/change" }, "examples": [[]] }, "calls": { "description": "What will be done, in order.", "type": "array", "items": { "$ref": "#/$defs/call" }, "examples": [[]] }, "warnings": { "description": "What a reader should know before applying.", "type": "array", "items": { "type": "string" }, "examples": [[]] }, "summary": { "$ref": "#/$defs/summary" }, "unknown": { "description": "Addresses that were not compared, since their secrets were not asked for (--no-secrets). Such a plan cannot be applied.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Demo.Production.items.FileIn.settings.Adapter.Password"]] }, "basis": { "description": "Saved plans only: what the plan relies on, each value as a digest, so that apply can name what moved.", "type": "object", "additionalProperties": false, "required": ["salt", "entries"], "examples": [{ "salt": "00", "entries": [] }], "properties": { "salt": { "description": "Of the slow hash (scrypt) that stands for sensitive values; hex.", "type": "string", "examples": ["00"] }, "entries": { "description": "One for each address that the plan reads or writes.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["address", "observed", "desired"], "examples": [], "properties": { "address": { "description": "The address.", "type": "string", "examples": ["default"] }, "observed": { "description": "A digest of the value on the server.", "type": "string", "examples": ["0f"] }, "desired": { "description": "A digest of the value in the files.", "type": "string", "examples": ["0f"] } } }, "examples": [[]] } } }, "sources": { "description": "The state paths of this target, one list a layer.", "type": "array", "items": { "type": "array", "items": { "type": "string" } }, "examples": [[["state"]]] }, "undo": { "title": "Undo", "description": "What going back would take, and what no call can bring back.", "type": "object", "additionalProperties": false, "required": ["steps", "cannot"], "properties": { "steps": { "description": "Calls, in words.", "type": "array", "items": { "type": "string" }, "examples": [["POST /update"]] }, "cannot": { "description": "What stays, in words.", "type": "array", "items": { "type": "string" }, "examples": [["messages that are processed in the meantime stay processed"]] } }, "examples": [{ "steps": [], "cannot": [] }] }, "refused": { "description": "Limits that the plan passes: apply refuses it.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["rule", "message", "lift"], "properties": { "rule": { "description": "The rule.", "type": "string", "examples": ["prune_limit 30%"] }, "message": { "description": "The numbers.", "type": "string", "examples": ["7 of 9 items would go"] }, "lift": { "description": "The flag that lifts it.", "type": "string", "examples": ["--prune-limit 7"] }, "opens": { "description": "Of a window or a freeze: when an apply is no longer refused by it, ISO 8601, or never. The plan itself is not refused by it.", "type": "string", "examples": ["2026-11-28T21:00:00.000Z"] } } }, "examples": [[]] }, "findings": { "description": "What is odd about the state that the plan leads to.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["code", "severity", "address", "message"], "properties": { "code": { "description": "The finding's code.", "type": "string", "examples": ["target-missing"] }, "severity": { "description": "error: the plan is refused.", "enum": ["warning", "error"], "examples": ["warning"] }, "address": { "description": "Where.", "type": "string", "examples": ["productions.Demo.Production.items.In"] }, "message": { "description": "What.", "type": "string", "examples": ["In sends to Out, which does not exist"] }, "at": { "description": "The place in the files, file:line:col.", "type": "string", "examples": ["state/demo.iop.yaml:14:9"] } } }, "examples": [[]] }, "selected": { "description": "The flags that limit it to a part of the namespace; the rest was not compared. Absent: all of it was.", "type": "array", "items": { "type": "string" }, "examples": [["--only productions.Demo.Production"]] }, "unmanaged": { "title": "UnmanagedSummary", "description": "What stands on the server and in no file, as far as it was read for this plan.", "type": "object", "additionalProperties": false, "required": ["items", "settings", "productions", "bindings", "disabled", "not_read"], "properties": { "items": { "description": "Items of managed productions.", "type": "integer", "minimum": 0, "examples": [3] }, "settings": { "description": "Settings of managed items, and of productions.", "type": "integer", "minimum": 0, "examples": [41] }, "productions": { "description": "Whole productions.", "type": "integer", "minimum": 0, "examples": [2] }, "bindings": { "description": "Proxy classes.", "type": "integer", "minimum": 0, "examples": [0] }, "disabled": { "description": "Items that are switched off on the server where no file says whether they should be.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Demo.Production.items.FileIn"]] }, "not_read": { "description": "What the plan had no need to read, so that it is not counted: productions, definitions, bindings.", "type": "array", "items": { "type": "string" }, "examples": [["productions"]] }, "addresses": { "description": "All of them, with --unmanaged.", "type": "array", "items": { "type": "string" }, "examples": [["productions.Old.Production"]] } }, "examples": [{ "items": 3, "settings": 41, "productions": 2, "bindings": 0, "disabled": [], "not_read": [] }] }, "drift": { "title": "DriftSummary", "description": "Of drift: how many changes came from where, and how many are accepted for now.", "type": "object", "additionalProperties": false, "required": ["server", "files", "unknown", "accepted"], "properties": { "server": { "type": "integer", "minimum": 0, "description": "Changes: server.", "examples": [0] }, "files": { "type": "integer", "minimum": 0, "description": "Changes: files.", "examples": [0] }, "unknown": { "type": "integer", "minimum": 0, "description": "Changes: unknown.", "examples": [0] }, "accepted": { "type": "integer", "minimum": 0, "description": "Changes: accepted.", "examples": [0] } }, "examples": [{ "server": 1, "files": 0, "unknown": 0, "accepted": 0 }] }, "topology": { "description": "The productions that the plan touches as graphs: what show --html draws. In saved plans, and where a page was asked for.", "type": "array", "items": { "$ref": "#/$defs/graph" }, "examples": [[]] } } };
var schema59 = { "title": "ShownChange", "description": "One difference between the files and the server.", "type": "object", "additionalProperties": false, "required": ["address", "action", "before", "after", "sensitive"], "examples": [{ "address": "default", "action": "create", "before": "", "after": "Demo.Production", "sensitive": false }], "properties": { "address": { "description": "What differs.", "type": "string", "examples": ["default"] }, "action": { "description": "What happens to it.", "enum": ["create", "update", "delete"], "examples": ["update"] }, "before": { "description": "The value on the server; null where there is none; (sensitive) where it is a secret.", "examples": [""] }, "after": { "description": "The value in the files; null where there is none; (sensitive) where it is a secret.", "examples": ["Demo.Production"] }, "sensitive": { "description": "Whether the value is a secret.", "type": "boolean", "examples": [false] }, "detail": { "description": "More for people, such as the files that changed.", "type": "string", "examples": ["bo.py (1 of 5 files)"] }, "origin": { "description": "server: it was changed on the server since the last apply. files: in the files, and not applied yet. unknown: iopctl never applied it, applied it from other files, or it is not certain that a call that failed wrote it.", "enum": ["server", "files", "unknown"], "examples": ["server"] }, "at": { "description": "The place in the files that the value comes from, file:line:col.", "type": "string", "examples": ["state/demo.iop.yaml:14:9"] }, "accepted": { "title": "Accepted", "description": "It is in the baseline: counted, and no drift until then.", "type": "object", "additionalProperties": false, "required": ["reason", "until"], "properties": { "reason": { "description": "Why.", "type": "string", "examples": ["the vendor's engineer tests"] }, "until": { "description": "The last day, YYYY-MM-DD.", "type": "string", "examples": ["2027-01-31"] } }, "examples": [{ "reason": "x", "until": "2027-01-31" }] } } };
var schema60 = { "title": "ShownCall", "description": "One writing API call.", "type": "object", "additionalProperties": false, "required": ["id", "method", "path", "query", "body", "disruption", "because", "after", "reason"], "examples": [], "properties": { "id": { "description": "Its number in the order of execution.", "type": "integer", "minimum": 1, "examples": [1] }, "method": { "description": "The HTTP method.", "enum": ["PUT", "POST", "DELETE"], "examples": ["PUT"] }, "path": { "description": "The path below /api/iop.", "type": "string", "examples": ["/default"] }, "query": { "description": "The query parameters beside the namespace.", "type": "object", "additionalProperties": { "type": "string" }, "examples": [{}] }, "body": { "description": "The JSON body beside the namespace; of a migrate each file as name, bytes and sha256; null where there is none.", "examples": [{ "production": "Demo.Production" }] }, "disruption": { "$ref": "#/$defs/disruption" }, "because": { "description": "The addresses of the changes that need this call.", "type": "array", "items": { "type": "string" }, "examples": [["default"]] }, "after": { "description": "The calls that must have succeeded before.", "type": "array", "items": { "type": "integer" }, "examples": [[]] }, "reason": { "description": "What the call does, for people.", "type": "string", "examples": ["default production"] }, "why": { "description": "Why nothing cheaper does.", "type": "string", "examples": ["the API removes one proxy class a call"] }, "items": { "description": "The items of the running production that stop or start anew by it; * for all.", "type": "array", "items": { "type": "string" }, "examples": [["FileOut"]] }, "stops": { "description": "Those of the items that stop and stay stopped.", "type": "array", "items": { "type": "string" }, "examples": [["Old"]] } } };
var schema61 = { "title": "DisruptionLevel", "description": "production: a running production is stopped. component: items restart, start or stop. none: everything else.", "enum": ["none", "component", "production"], "examples": ["none"] };
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate40.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.id === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.method === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "method" }, message: "must have required property 'method'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.path === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.query === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "query" }, message: "must have required property 'query'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.body === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "body" }, message: "must have required property 'body'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.disruption === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "disruption" }, message: "must have required property 'disruption'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.because === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "because" }, message: "must have required property 'because'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.after === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "after" }, message: "must have required property 'after'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.reason === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'", schema: schema60.required, parentSchema: schema60, data };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema60.properties, key0)) {
        const err9 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema60, data };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data0 = data.id;
      if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
        const err10 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema60.properties.id.type, parentSchema: schema60.properties.id, data: data0 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 1 || isNaN(data0)) {
          const err11 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema60.properties.id, data: data0 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
    }
    if (data.method !== void 0) {
      let data1 = data.method;
      if (!(data1 === "PUT" || data1 === "POST" || data1 === "DELETE")) {
        const err12 = { instancePath: instancePath + "/method", schemaPath: "#/properties/method/enum", keyword: "enum", params: { allowedValues: schema60.properties.method.enum }, message: "must be equal to one of the allowed values", schema: schema60.properties.method.enum, parentSchema: schema60.properties.method, data: data1 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      let data2 = data.path;
      if (typeof data2 !== "string") {
        const err13 = { instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.path.type, parentSchema: schema60.properties.path, data: data2 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.query !== void 0) {
      let data3 = data.query;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          let data4 = data3[key1];
          if (typeof data4 !== "string") {
            const err14 = { instancePath: instancePath + "/query/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/query/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.query.additionalProperties.type, parentSchema: schema60.properties.query.additionalProperties, data: data4 };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/query", schemaPath: "#/properties/query/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema60.properties.query.type, parentSchema: schema60.properties.query, data: data3 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.disruption !== void 0) {
      let data5 = data.disruption;
      if (!(data5 === "none" || data5 === "component" || data5 === "production")) {
        const err16 = { instancePath: instancePath + "/disruption", schemaPath: "#/$defs/disruption/enum", keyword: "enum", params: { allowedValues: schema61.enum }, message: "must be equal to one of the allowed values", schema: schema61.enum, parentSchema: schema61, data: data5 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.because !== void 0) {
      let data6 = data.because;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data7 = data6[i0];
          if (typeof data7 !== "string") {
            const err17 = { instancePath: instancePath + "/because/" + i0, schemaPath: "#/properties/because/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.because.items.type, parentSchema: schema60.properties.because.items, data: data7 };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
        }
      } else {
        const err18 = { instancePath: instancePath + "/because", schemaPath: "#/properties/because/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema60.properties.because.type, parentSchema: schema60.properties.because, data: data6 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.after !== void 0) {
      let data8 = data.after;
      if (Array.isArray(data8)) {
        const len1 = data8.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data9 = data8[i1];
          if (!(typeof data9 == "number" && (!(data9 % 1) && !isNaN(data9)) && isFinite(data9))) {
            const err19 = { instancePath: instancePath + "/after/" + i1, schemaPath: "#/properties/after/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema60.properties.after.items.type, parentSchema: schema60.properties.after.items, data: data9 };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
        }
      } else {
        const err20 = { instancePath: instancePath + "/after", schemaPath: "#/properties/after/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema60.properties.after.type, parentSchema: schema60.properties.after, data: data8 };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.reason !== void 0) {
      let data10 = data.reason;
      if (typeof data10 !== "string") {
        const err21 = { instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.reason.type, parentSchema: schema60.properties.reason, data: data10 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.why !== void 0) {
      let data11 = data.why;
      if (typeof data11 !== "string") {
        const err22 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.why.type, parentSchema: schema60.properties.why, data: data11 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.items !== void 0) {
      let data12 = data.items;
      if (Array.isArray(data12)) {
        const len2 = data12.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data13 = data12[i2];
          if (typeof data13 !== "string") {
            const err23 = { instancePath: instancePath + "/items/" + i2, schemaPath: "#/properties/items/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.items.items.type, parentSchema: schema60.properties.items.items, data: data13 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/items", schemaPath: "#/properties/items/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema60.properties.items.type, parentSchema: schema60.properties.items, data: data12 };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.stops !== void 0) {
      let data14 = data.stops;
      if (Array.isArray(data14)) {
        const len3 = data14.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data15 = data14[i3];
          if (typeof data15 !== "string") {
            const err25 = { instancePath: instancePath + "/stops/" + i3, schemaPath: "#/properties/stops/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema60.properties.stops.items.type, parentSchema: schema60.properties.stops.items, data: data15 };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
      } else {
        const err26 = { instancePath: instancePath + "/stops", schemaPath: "#/properties/stops/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema60.properties.stops.type, parentSchema: schema60.properties.stops, data: data14 };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
  } else {
    const err27 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema60.type, parentSchema: schema60, data };
    if (vErrors === null) {
      vErrors = [err27];
    } else {
      vErrors.push(err27);
    }
    errors++;
  }
  validate40.errors = vErrors;
  return errors === 0;
}
validate40.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema62 = { "title": "PlanSummary", "description": "The plan in numbers.", "type": "object", "additionalProperties": false, "required": ["create", "update", "delete", "calls", "disruption"], "examples": [{ "create": 0, "update": 1, "delete": 0, "calls": 1, "disruption": "none" }], "properties": { "create": { "description": "Changes that create something.", "type": "integer", "minimum": 0, "examples": [0] }, "update": { "description": "Changes of something that exists.", "type": "integer", "minimum": 0, "examples": [1] }, "delete": { "description": "Changes that remove something.", "type": "integer", "minimum": 0, "examples": [0] }, "calls": { "description": "The number of writing calls.", "type": "integer", "minimum": 0, "examples": [1] }, "disruption": { "$ref": "#/$defs/disruption" } } };
function validate42(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate42.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.create === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "create" }, message: "must have required property 'create'", schema: schema62.required, parentSchema: schema62, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.update === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "update" }, message: "must have required property 'update'", schema: schema62.required, parentSchema: schema62, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.delete === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "delete" }, message: "must have required property 'delete'", schema: schema62.required, parentSchema: schema62, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.calls === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "calls" }, message: "must have required property 'calls'", schema: schema62.required, parentSchema: schema62, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.disruption === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "disruption" }, message: "must have required property 'disruption'", schema: schema62.required, parentSchema: schema62, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "create" || key0 === "update" || key0 === "delete" || key0 === "calls" || key0 === "disruption")) {
        const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema62, data };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.create !== void 0) {
      let data0 = data.create;
      if (!(typeof data0 == "number" && (!(data0 % 1) && !isNaN(data0)) && isFinite(data0))) {
        const err6 = { instancePath: instancePath + "/create", schemaPath: "#/properties/create/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema62.properties.create.type, parentSchema: schema62.properties.create, data: data0 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
      if (typeof data0 == "number" && isFinite(data0)) {
        if (data0 < 0 || isNaN(data0)) {
          const err7 = { instancePath: instancePath + "/create", schemaPath: "#/properties/create/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema62.properties.create, data: data0 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      }
    }
    if (data.update !== void 0) {
      let data1 = data.update;
      if (!(typeof data1 == "number" && (!(data1 % 1) && !isNaN(data1)) && isFinite(data1))) {
        const err8 = { instancePath: instancePath + "/update", schemaPath: "#/properties/update/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema62.properties.update.type, parentSchema: schema62.properties.update, data: data1 };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (typeof data1 == "number" && isFinite(data1)) {
        if (data1 < 0 || isNaN(data1)) {
          const err9 = { instancePath: instancePath + "/update", schemaPath: "#/properties/update/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema62.properties.update, data: data1 };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
    }
    if (data.delete !== void 0) {
      let data2 = data.delete;
      if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
        const err10 = { instancePath: instancePath + "/delete", schemaPath: "#/properties/delete/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema62.properties.delete.type, parentSchema: schema62.properties.delete, data: data2 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
      if (typeof data2 == "number" && isFinite(data2)) {
        if (data2 < 0 || isNaN(data2)) {
          const err11 = { instancePath: instancePath + "/delete", schemaPath: "#/properties/delete/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema62.properties.delete, data: data2 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      }
    }
    if (data.calls !== void 0) {
      let data3 = data.calls;
      if (!(typeof data3 == "number" && (!(data3 % 1) && !isNaN(data3)) && isFinite(data3))) {
        const err12 = { instancePath: instancePath + "/calls", schemaPath: "#/properties/calls/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema62.properties.calls.type, parentSchema: schema62.properties.calls, data: data3 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
      if (typeof data3 == "number" && isFinite(data3)) {
        if (data3 < 0 || isNaN(data3)) {
          const err13 = { instancePath: instancePath + "/calls", schemaPath: "#/properties/calls/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema62.properties.calls, data: data3 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      }
    }
    if (data.disruption !== void 0) {
      let data4 = data.disruption;
      if (!(data4 === "none" || data4 === "component" || data4 === "production")) {
        const err14 = { instancePath: instancePath + "/disruption", schemaPath: "#/$defs/disruption/enum", keyword: "enum", params: { allowedValues: schema61.enum }, message: "must be equal to one of the allowed values", schema: schema61.enum, parentSchema: schema61, data: data4 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema62.type, parentSchema: schema62, data };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate42.errors = vErrors;
  return errors === 0;
}
validate42.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var schema64 = { "title": "Graph", "description": "Who sends to whom in one production, and what becomes of it.", "type": "object", "additionalProperties": false, "required": ["production", "nodes", "edges", "notes"], "properties": { "production": { "description": "The production.", "type": "string", "examples": ["Demo.Production"] }, "nodes": { "description": "Its items, in the order of the definition, and the names that are missing.", "type": "array", "items": { "$ref": "#/$defs/graph_node" }, "examples": [[]] }, "edges": { "description": "The routes.", "type": "array", "items": { "$ref": "#/$defs/graph_edge" }, "examples": [[]] }, "happens": { "description": "What happens to the whole production. recycle: it is stopped and started.", "enum": ["start", "stop", "recycle"], "examples": ["recycle"] }, "disruption": { "$ref": "#/$defs/disruption" }, "notes": { "description": "What is not known of it, in words.", "type": "array", "items": { "type": "string" }, "examples": [[]] } }, "examples": [] };
var schema65 = { "title": "GraphNode", "description": "An item of a production.", "type": "object", "additionalProperties": false, "required": ["name", "kind", "class", "category", "enabled"], "properties": { "name": { "description": "The item's name.", "type": "string", "examples": ["FileIn"] }, "kind": { "description": "What it is, as the server, its Python base or its class's name say; unknown: nobody says.", "enum": ["service", "process", "operation", "unknown"], "examples": ["service"] }, "class": { "description": "Its class on the server; empty where it is missing.", "type": "string", "examples": ["Python.FileService"] }, "category": { "description": "Its category; several are separated by commas, empty: none.", "type": "string", "examples": ["Intake"] }, "enabled": { "description": "Whether it is enabled: afterwards, where something changes.", "type": "boolean", "examples": [true] }, "missing": { "description": "An item sends to this name, and no item has it.", "const": true, "examples": [true] }, "managed": { "description": "Whether the files name it; absent: not known.", "type": "boolean", "examples": [true] }, "change": { "description": "What becomes of it. create: it is there afterwards only. delete: it was there only. update: something of it differs.", "enum": ["create", "update", "delete"], "examples": ["update"] }, "effect": { "description": "What happens to it while the production runs. pause: it is stopped while queues drain, and started again.", "enum": ["restart", "start", "stop", "pause"], "examples": ["restart"] }, "waiting": { "description": "The messages in its queue; absent: not known.", "type": "integer", "minimum": 0, "examples": [12] } }, "examples": [] };
var schema66 = { "title": "GraphEdge", "description": "One item sends to another.", "type": "object", "additionalProperties": false, "required": ["from", "to", "by"], "properties": { "from": { "description": "The item that sends.", "type": "string", "examples": ["FileIn"] }, "to": { "description": "The item that it sends to.", "type": "string", "examples": ["Router"] }, "by": { "description": "Who says so. server: /connections. setting: a setting that names targets. value: a setting's value is the name of an item, which is a guess.", "enum": ["server", "setting", "value"], "examples": ["server"] }, "change": { "description": "create: the route is there afterwards only. delete: it was there only.", "enum": ["create", "delete"], "examples": ["create"] } }, "examples": [] };
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate44.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.production === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "production" }, message: "must have required property 'production'", schema: schema64.required, parentSchema: schema64, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.nodes === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "nodes" }, message: "must have required property 'nodes'", schema: schema64.required, parentSchema: schema64, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.edges === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "edges" }, message: "must have required property 'edges'", schema: schema64.required, parentSchema: schema64, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.notes === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "notes" }, message: "must have required property 'notes'", schema: schema64.required, parentSchema: schema64, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === "production" || key0 === "nodes" || key0 === "edges" || key0 === "happens" || key0 === "disruption" || key0 === "notes")) {
        const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema64, data };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.production !== void 0) {
      let data0 = data.production;
      if (typeof data0 !== "string") {
        const err5 = { instancePath: instancePath + "/production", schemaPath: "#/properties/production/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema64.properties.production.type, parentSchema: schema64.properties.production, data: data0 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.nodes !== void 0) {
      let data1 = data.nodes;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
            if (data2.name === void 0) {
              const err6 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema65.required, parentSchema: schema65, data: data2 };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (data2.kind === void 0) {
              const err7 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'", schema: schema65.required, parentSchema: schema65, data: data2 };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            if (data2.class === void 0) {
              const err8 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/required", keyword: "required", params: { missingProperty: "class" }, message: "must have required property 'class'", schema: schema65.required, parentSchema: schema65, data: data2 };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            if (data2.category === void 0) {
              const err9 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/required", keyword: "required", params: { missingProperty: "category" }, message: "must have required property 'category'", schema: schema65.required, parentSchema: schema65, data: data2 };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            if (data2.enabled === void 0) {
              const err10 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/required", keyword: "required", params: { missingProperty: "enabled" }, message: "must have required property 'enabled'", schema: schema65.required, parentSchema: schema65, data: data2 };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            for (const key1 in data2) {
              if (!func1.call(schema65.properties, key1)) {
                const err11 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema65, data: data2 };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
            }
            if (data2.name !== void 0) {
              let data3 = data2.name;
              if (typeof data3 !== "string") {
                const err12 = { instancePath: instancePath + "/nodes/" + i0 + "/name", schemaPath: "#/$defs/graph_node/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema65.properties.name.type, parentSchema: schema65.properties.name, data: data3 };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
            if (data2.kind !== void 0) {
              let data4 = data2.kind;
              if (!(data4 === "service" || data4 === "process" || data4 === "operation" || data4 === "unknown")) {
                const err13 = { instancePath: instancePath + "/nodes/" + i0 + "/kind", schemaPath: "#/$defs/graph_node/properties/kind/enum", keyword: "enum", params: { allowedValues: schema65.properties.kind.enum }, message: "must be equal to one of the allowed values", schema: schema65.properties.kind.enum, parentSchema: schema65.properties.kind, data: data4 };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
            }
            if (data2.class !== void 0) {
              let data5 = data2.class;
              if (typeof data5 !== "string") {
                const err14 = { instancePath: instancePath + "/nodes/" + i0 + "/class", schemaPath: "#/$defs/graph_node/properties/class/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema65.properties.class.type, parentSchema: schema65.properties.class, data: data5 };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
            if (data2.category !== void 0) {
              let data6 = data2.category;
              if (typeof data6 !== "string") {
                const err15 = { instancePath: instancePath + "/nodes/" + i0 + "/category", schemaPath: "#/$defs/graph_node/properties/category/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema65.properties.category.type, parentSchema: schema65.properties.category, data: data6 };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
            if (data2.enabled !== void 0) {
              let data7 = data2.enabled;
              if (typeof data7 !== "boolean") {
                const err16 = { instancePath: instancePath + "/nodes/" + i0 + "/enabled", schemaPath: "#/$defs/graph_node/properties/enabled/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema65.properties.enabled.type, parentSchema: schema65.properties.enabled, data: data7 };
                if (vErrors === null) {
                  vErrors = [err16];
                } else {
                  vErrors.push(err16);
                }
                errors++;
              }
            }
            if (data2.missing !== void 0) {
              let data8 = data2.missing;
              if (true !== data8) {
                const err17 = { instancePath: instancePath + "/nodes/" + i0 + "/missing", schemaPath: "#/$defs/graph_node/properties/missing/const", keyword: "const", params: { allowedValue: true }, message: "must be equal to constant", schema: true, parentSchema: schema65.properties.missing, data: data8 };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
            }
            if (data2.managed !== void 0) {
              let data9 = data2.managed;
              if (typeof data9 !== "boolean") {
                const err18 = { instancePath: instancePath + "/nodes/" + i0 + "/managed", schemaPath: "#/$defs/graph_node/properties/managed/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema65.properties.managed.type, parentSchema: schema65.properties.managed, data: data9 };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data2.change !== void 0) {
              let data10 = data2.change;
              if (!(data10 === "create" || data10 === "update" || data10 === "delete")) {
                const err19 = { instancePath: instancePath + "/nodes/" + i0 + "/change", schemaPath: "#/$defs/graph_node/properties/change/enum", keyword: "enum", params: { allowedValues: schema65.properties.change.enum }, message: "must be equal to one of the allowed values", schema: schema65.properties.change.enum, parentSchema: schema65.properties.change, data: data10 };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
            }
            if (data2.effect !== void 0) {
              let data11 = data2.effect;
              if (!(data11 === "restart" || data11 === "start" || data11 === "stop" || data11 === "pause")) {
                const err20 = { instancePath: instancePath + "/nodes/" + i0 + "/effect", schemaPath: "#/$defs/graph_node/properties/effect/enum", keyword: "enum", params: { allowedValues: schema65.properties.effect.enum }, message: "must be equal to one of the allowed values", schema: schema65.properties.effect.enum, parentSchema: schema65.properties.effect, data: data11 };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data2.waiting !== void 0) {
              let data12 = data2.waiting;
              if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
                const err21 = { instancePath: instancePath + "/nodes/" + i0 + "/waiting", schemaPath: "#/$defs/graph_node/properties/waiting/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema65.properties.waiting.type, parentSchema: schema65.properties.waiting, data: data12 };
                if (vErrors === null) {
                  vErrors = [err21];
                } else {
                  vErrors.push(err21);
                }
                errors++;
              }
              if (typeof data12 == "number" && isFinite(data12)) {
                if (data12 < 0 || isNaN(data12)) {
                  const err22 = { instancePath: instancePath + "/nodes/" + i0 + "/waiting", schemaPath: "#/$defs/graph_node/properties/waiting/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema65.properties.waiting, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err22];
                  } else {
                    vErrors.push(err22);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err23 = { instancePath: instancePath + "/nodes/" + i0, schemaPath: "#/$defs/graph_node/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema65.type, parentSchema: schema65, data: data2 };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
      } else {
        const err24 = { instancePath: instancePath + "/nodes", schemaPath: "#/properties/nodes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema64.properties.nodes.type, parentSchema: schema64.properties.nodes, data: data1 };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.edges !== void 0) {
      let data13 = data.edges;
      if (Array.isArray(data13)) {
        const len1 = data13.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data14 = data13[i1];
          if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
            if (data14.from === void 0) {
              const err25 = { instancePath: instancePath + "/edges/" + i1, schemaPath: "#/$defs/graph_edge/required", keyword: "required", params: { missingProperty: "from" }, message: "must have required property 'from'", schema: schema66.required, parentSchema: schema66, data: data14 };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
            if (data14.to === void 0) {
              const err26 = { instancePath: instancePath + "/edges/" + i1, schemaPath: "#/$defs/graph_edge/required", keyword: "required", params: { missingProperty: "to" }, message: "must have required property 'to'", schema: schema66.required, parentSchema: schema66, data: data14 };
              if (vErrors === null) {
                vErrors = [err26];
              } else {
                vErrors.push(err26);
              }
              errors++;
            }
            if (data14.by === void 0) {
              const err27 = { instancePath: instancePath + "/edges/" + i1, schemaPath: "#/$defs/graph_edge/required", keyword: "required", params: { missingProperty: "by" }, message: "must have required property 'by'", schema: schema66.required, parentSchema: schema66, data: data14 };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
            for (const key2 in data14) {
              if (!(key2 === "from" || key2 === "to" || key2 === "by" || key2 === "change")) {
                const err28 = { instancePath: instancePath + "/edges/" + i1, schemaPath: "#/$defs/graph_edge/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema66, data: data14 };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
            if (data14.from !== void 0) {
              let data15 = data14.from;
              if (typeof data15 !== "string") {
                const err29 = { instancePath: instancePath + "/edges/" + i1 + "/from", schemaPath: "#/$defs/graph_edge/properties/from/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema66.properties.from.type, parentSchema: schema66.properties.from, data: data15 };
                if (vErrors === null) {
                  vErrors = [err29];
                } else {
                  vErrors.push(err29);
                }
                errors++;
              }
            }
            if (data14.to !== void 0) {
              let data16 = data14.to;
              if (typeof data16 !== "string") {
                const err30 = { instancePath: instancePath + "/edges/" + i1 + "/to", schemaPath: "#/$defs/graph_edge/properties/to/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema66.properties.to.type, parentSchema: schema66.properties.to, data: data16 };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
            if (data14.by !== void 0) {
              let data17 = data14.by;
              if (!(data17 === "server" || data17 === "setting" || data17 === "value")) {
                const err31 = { instancePath: instancePath + "/edges/" + i1 + "/by", schemaPath: "#/$defs/graph_edge/properties/by/enum", keyword: "enum", params: { allowedValues: schema66.properties.by.enum }, message: "must be equal to one of the allowed values", schema: schema66.properties.by.enum, parentSchema: schema66.properties.by, data: data17 };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
            }
            if (data14.change !== void 0) {
              let data18 = data14.change;
              if (!(data18 === "create" || data18 === "delete")) {
                const err32 = { instancePath: instancePath + "/edges/" + i1 + "/change", schemaPath: "#/$defs/graph_edge/properties/change/enum", keyword: "enum", params: { allowedValues: schema66.properties.change.enum }, message: "must be equal to one of the allowed values", schema: schema66.properties.change.enum, parentSchema: schema66.properties.change, data: data18 };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
            }
          } else {
            const err33 = { instancePath: instancePath + "/edges/" + i1, schemaPath: "#/$defs/graph_edge/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema66.type, parentSchema: schema66, data: data14 };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              vErrors.push(err33);
            }
            errors++;
          }
        }
      } else {
        const err34 = { instancePath: instancePath + "/edges", schemaPath: "#/properties/edges/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema64.properties.edges.type, parentSchema: schema64.properties.edges, data: data13 };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.happens !== void 0) {
      let data19 = data.happens;
      if (!(data19 === "start" || data19 === "stop" || data19 === "recycle")) {
        const err35 = { instancePath: instancePath + "/happens", schemaPath: "#/properties/happens/enum", keyword: "enum", params: { allowedValues: schema64.properties.happens.enum }, message: "must be equal to one of the allowed values", schema: schema64.properties.happens.enum, parentSchema: schema64.properties.happens, data: data19 };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.disruption !== void 0) {
      let data20 = data.disruption;
      if (!(data20 === "none" || data20 === "component" || data20 === "production")) {
        const err36 = { instancePath: instancePath + "/disruption", schemaPath: "#/$defs/disruption/enum", keyword: "enum", params: { allowedValues: schema61.enum }, message: "must be equal to one of the allowed values", schema: schema61.enum, parentSchema: schema61, data: data20 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.notes !== void 0) {
      let data21 = data.notes;
      if (Array.isArray(data21)) {
        const len2 = data21.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data22 = data21[i2];
          if (typeof data22 !== "string") {
            const err37 = { instancePath: instancePath + "/notes/" + i2, schemaPath: "#/properties/notes/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema64.properties.notes.items.type, parentSchema: schema64.properties.notes.items, data: data22 };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
        }
      } else {
        const err38 = { instancePath: instancePath + "/notes", schemaPath: "#/properties/notes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema64.properties.notes.type, parentSchema: schema64.properties.notes, data: data21 };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
    }
  } else {
    const err39 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema64.type, parentSchema: schema64, data };
    if (vErrors === null) {
      vErrors = [err39];
    } else {
      vErrors.push(err39);
    }
    errors++;
  }
  validate44.errors = vErrors;
  return errors === 0;
}
validate44.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate39.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.target === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.url === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "url" }, message: "must have required property 'url'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.namespace === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "namespace" }, message: "must have required property 'namespace'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.digest === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.observed_digest === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "observed_digest" }, message: "must have required property 'observed_digest'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.desired_digest === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "desired_digest" }, message: "must have required property 'desired_digest'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.changes === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "changes" }, message: "must have required property 'changes'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.calls === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "calls" }, message: "must have required property 'calls'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.warnings === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "warnings" }, message: "must have required property 'warnings'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.summary === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "summary" }, message: "must have required property 'summary'", schema: schema58.required, parentSchema: schema58, data };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema58.properties, key0)) {
        const err10 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58, data };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.target !== void 0) {
      let data0 = data.target;
      if (typeof data0 !== "string") {
        const err11 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.target.type, parentSchema: schema58.properties.target, data: data0 };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.url !== void 0) {
      let data1 = data.url;
      if (typeof data1 !== "string") {
        const err12 = { instancePath: instancePath + "/url", schemaPath: "#/properties/url/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.url.type, parentSchema: schema58.properties.url, data: data1 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.namespace !== void 0) {
      let data2 = data.namespace;
      if (typeof data2 !== "string") {
        const err13 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.namespace.type, parentSchema: schema58.properties.namespace, data: data2 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.digest !== void 0) {
      let data3 = data.digest;
      if (typeof data3 !== "string") {
        const err14 = { instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.digest.type, parentSchema: schema58.properties.digest, data: data3 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.observed_digest !== void 0) {
      let data4 = data.observed_digest;
      if (typeof data4 !== "string") {
        const err15 = { instancePath: instancePath + "/observed_digest", schemaPath: "#/properties/observed_digest/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.observed_digest.type, parentSchema: schema58.properties.observed_digest, data: data4 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.desired_digest !== void 0) {
      let data5 = data.desired_digest;
      if (typeof data5 !== "string") {
        const err16 = { instancePath: instancePath + "/desired_digest", schemaPath: "#/properties/desired_digest/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.desired_digest.type, parentSchema: schema58.properties.desired_digest, data: data5 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.changes !== void 0) {
      let data6 = data.changes;
      if (Array.isArray(data6)) {
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data7 = data6[i0];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            if (data7.address === void 0) {
              const err17 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/required", keyword: "required", params: { missingProperty: "address" }, message: "must have required property 'address'", schema: schema59.required, parentSchema: schema59, data: data7 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            if (data7.action === void 0) {
              const err18 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/required", keyword: "required", params: { missingProperty: "action" }, message: "must have required property 'action'", schema: schema59.required, parentSchema: schema59, data: data7 };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            if (data7.before === void 0) {
              const err19 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/required", keyword: "required", params: { missingProperty: "before" }, message: "must have required property 'before'", schema: schema59.required, parentSchema: schema59, data: data7 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
            if (data7.after === void 0) {
              const err20 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/required", keyword: "required", params: { missingProperty: "after" }, message: "must have required property 'after'", schema: schema59.required, parentSchema: schema59, data: data7 };
              if (vErrors === null) {
                vErrors = [err20];
              } else {
                vErrors.push(err20);
              }
              errors++;
            }
            if (data7.sensitive === void 0) {
              const err21 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/required", keyword: "required", params: { missingProperty: "sensitive" }, message: "must have required property 'sensitive'", schema: schema59.required, parentSchema: schema59, data: data7 };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            for (const key1 in data7) {
              if (!func1.call(schema59.properties, key1)) {
                const err22 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema59, data: data7 };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data7.address !== void 0) {
              let data8 = data7.address;
              if (typeof data8 !== "string") {
                const err23 = { instancePath: instancePath + "/changes/" + i0 + "/address", schemaPath: "#/$defs/change/properties/address/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema59.properties.address.type, parentSchema: schema59.properties.address, data: data8 };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
            if (data7.action !== void 0) {
              let data9 = data7.action;
              if (!(data9 === "create" || data9 === "update" || data9 === "delete")) {
                const err24 = { instancePath: instancePath + "/changes/" + i0 + "/action", schemaPath: "#/$defs/change/properties/action/enum", keyword: "enum", params: { allowedValues: schema59.properties.action.enum }, message: "must be equal to one of the allowed values", schema: schema59.properties.action.enum, parentSchema: schema59.properties.action, data: data9 };
                if (vErrors === null) {
                  vErrors = [err24];
                } else {
                  vErrors.push(err24);
                }
                errors++;
              }
            }
            if (data7.sensitive !== void 0) {
              let data10 = data7.sensitive;
              if (typeof data10 !== "boolean") {
                const err25 = { instancePath: instancePath + "/changes/" + i0 + "/sensitive", schemaPath: "#/$defs/change/properties/sensitive/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema59.properties.sensitive.type, parentSchema: schema59.properties.sensitive, data: data10 };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
            if (data7.detail !== void 0) {
              let data11 = data7.detail;
              if (typeof data11 !== "string") {
                const err26 = { instancePath: instancePath + "/changes/" + i0 + "/detail", schemaPath: "#/$defs/change/properties/detail/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema59.properties.detail.type, parentSchema: schema59.properties.detail, data: data11 };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data7.origin !== void 0) {
              let data12 = data7.origin;
              if (!(data12 === "server" || data12 === "files" || data12 === "unknown")) {
                const err27 = { instancePath: instancePath + "/changes/" + i0 + "/origin", schemaPath: "#/$defs/change/properties/origin/enum", keyword: "enum", params: { allowedValues: schema59.properties.origin.enum }, message: "must be equal to one of the allowed values", schema: schema59.properties.origin.enum, parentSchema: schema59.properties.origin, data: data12 };
                if (vErrors === null) {
                  vErrors = [err27];
                } else {
                  vErrors.push(err27);
                }
                errors++;
              }
            }
            if (data7.at !== void 0) {
              let data13 = data7.at;
              if (typeof data13 !== "string") {
                const err28 = { instancePath: instancePath + "/changes/" + i0 + "/at", schemaPath: "#/$defs/change/properties/at/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema59.properties.at.type, parentSchema: schema59.properties.at, data: data13 };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
            if (data7.accepted !== void 0) {
              let data14 = data7.accepted;
              if (data14 && typeof data14 == "object" && !Array.isArray(data14)) {
                if (data14.reason === void 0) {
                  const err29 = { instancePath: instancePath + "/changes/" + i0 + "/accepted", schemaPath: "#/$defs/change/properties/accepted/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'", schema: schema59.properties.accepted.required, parentSchema: schema59.properties.accepted, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                }
                if (data14.until === void 0) {
                  const err30 = { instancePath: instancePath + "/changes/" + i0 + "/accepted", schemaPath: "#/$defs/change/properties/accepted/required", keyword: "required", params: { missingProperty: "until" }, message: "must have required property 'until'", schema: schema59.properties.accepted.required, parentSchema: schema59.properties.accepted, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err30];
                  } else {
                    vErrors.push(err30);
                  }
                  errors++;
                }
                for (const key2 in data14) {
                  if (!(key2 === "reason" || key2 === "until")) {
                    const err31 = { instancePath: instancePath + "/changes/" + i0 + "/accepted", schemaPath: "#/$defs/change/properties/accepted/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema59.properties.accepted, data: data14 };
                    if (vErrors === null) {
                      vErrors = [err31];
                    } else {
                      vErrors.push(err31);
                    }
                    errors++;
                  }
                }
                if (data14.reason !== void 0) {
                  let data15 = data14.reason;
                  if (typeof data15 !== "string") {
                    const err32 = { instancePath: instancePath + "/changes/" + i0 + "/accepted/reason", schemaPath: "#/$defs/change/properties/accepted/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema59.properties.accepted.properties.reason.type, parentSchema: schema59.properties.accepted.properties.reason, data: data15 };
                    if (vErrors === null) {
                      vErrors = [err32];
                    } else {
                      vErrors.push(err32);
                    }
                    errors++;
                  }
                }
                if (data14.until !== void 0) {
                  let data16 = data14.until;
                  if (typeof data16 !== "string") {
                    const err33 = { instancePath: instancePath + "/changes/" + i0 + "/accepted/until", schemaPath: "#/$defs/change/properties/accepted/properties/until/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema59.properties.accepted.properties.until.type, parentSchema: schema59.properties.accepted.properties.until, data: data16 };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
              } else {
                const err34 = { instancePath: instancePath + "/changes/" + i0 + "/accepted", schemaPath: "#/$defs/change/properties/accepted/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema59.properties.accepted.type, parentSchema: schema59.properties.accepted, data: data14 };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
          } else {
            const err35 = { instancePath: instancePath + "/changes/" + i0, schemaPath: "#/$defs/change/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema59.type, parentSchema: schema59, data: data7 };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/changes", schemaPath: "#/properties/changes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.changes.type, parentSchema: schema58.properties.changes, data: data6 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.calls !== void 0) {
      let data17 = data.calls;
      if (Array.isArray(data17)) {
        const len1 = data17.length;
        for (let i1 = 0; i1 < len1; i1++) {
          if (!validate40(data17[i1], { instancePath: instancePath + "/calls/" + i1, parentData: data17, parentDataProperty: i1, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err37 = { instancePath: instancePath + "/calls", schemaPath: "#/properties/calls/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.calls.type, parentSchema: schema58.properties.calls, data: data17 };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.warnings !== void 0) {
      let data19 = data.warnings;
      if (Array.isArray(data19)) {
        const len2 = data19.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data20 = data19[i2];
          if (typeof data20 !== "string") {
            const err38 = { instancePath: instancePath + "/warnings/" + i2, schemaPath: "#/properties/warnings/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.warnings.items.type, parentSchema: schema58.properties.warnings.items, data: data20 };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
        }
      } else {
        const err39 = { instancePath: instancePath + "/warnings", schemaPath: "#/properties/warnings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.warnings.type, parentSchema: schema58.properties.warnings, data: data19 };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.summary !== void 0) {
      if (!validate42(data.summary, { instancePath: instancePath + "/summary", parentData: data, parentDataProperty: "summary", rootData, dynamicAnchors })) {
        vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
        errors = vErrors.length;
      }
    }
    if (data.unknown !== void 0) {
      let data22 = data.unknown;
      if (Array.isArray(data22)) {
        const len3 = data22.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data23 = data22[i3];
          if (typeof data23 !== "string") {
            const err40 = { instancePath: instancePath + "/unknown/" + i3, schemaPath: "#/properties/unknown/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.unknown.items.type, parentSchema: schema58.properties.unknown.items, data: data23 };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
      } else {
        const err41 = { instancePath: instancePath + "/unknown", schemaPath: "#/properties/unknown/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.unknown.type, parentSchema: schema58.properties.unknown, data: data22 };
        if (vErrors === null) {
          vErrors = [err41];
        } else {
          vErrors.push(err41);
        }
        errors++;
      }
    }
    if (data.basis !== void 0) {
      let data24 = data.basis;
      if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
        if (data24.salt === void 0) {
          const err42 = { instancePath: instancePath + "/basis", schemaPath: "#/properties/basis/required", keyword: "required", params: { missingProperty: "salt" }, message: "must have required property 'salt'", schema: schema58.properties.basis.required, parentSchema: schema58.properties.basis, data: data24 };
          if (vErrors === null) {
            vErrors = [err42];
          } else {
            vErrors.push(err42);
          }
          errors++;
        }
        if (data24.entries === void 0) {
          const err43 = { instancePath: instancePath + "/basis", schemaPath: "#/properties/basis/required", keyword: "required", params: { missingProperty: "entries" }, message: "must have required property 'entries'", schema: schema58.properties.basis.required, parentSchema: schema58.properties.basis, data: data24 };
          if (vErrors === null) {
            vErrors = [err43];
          } else {
            vErrors.push(err43);
          }
          errors++;
        }
        for (const key3 in data24) {
          if (!(key3 === "salt" || key3 === "entries")) {
            const err44 = { instancePath: instancePath + "/basis", schemaPath: "#/properties/basis/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.basis, data: data24 };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
        if (data24.salt !== void 0) {
          let data25 = data24.salt;
          if (typeof data25 !== "string") {
            const err45 = { instancePath: instancePath + "/basis/salt", schemaPath: "#/properties/basis/properties/salt/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.basis.properties.salt.type, parentSchema: schema58.properties.basis.properties.salt, data: data25 };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
        }
        if (data24.entries !== void 0) {
          let data26 = data24.entries;
          if (Array.isArray(data26)) {
            const len4 = data26.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data27 = data26[i4];
              if (data27 && typeof data27 == "object" && !Array.isArray(data27)) {
                if (data27.address === void 0) {
                  const err46 = { instancePath: instancePath + "/basis/entries/" + i4, schemaPath: "#/properties/basis/properties/entries/items/required", keyword: "required", params: { missingProperty: "address" }, message: "must have required property 'address'", schema: schema58.properties.basis.properties.entries.items.required, parentSchema: schema58.properties.basis.properties.entries.items, data: data27 };
                  if (vErrors === null) {
                    vErrors = [err46];
                  } else {
                    vErrors.push(err46);
                  }
                  errors++;
                }
                if (data27.observed === void 0) {
                  const err47 = { instancePath: instancePath + "/basis/entries/" + i4, schemaPath: "#/properties/basis/properties/entries/items/required", keyword: "required", params: { missingProperty: "observed" }, message: "must have required property 'observed'", schema: schema58.properties.basis.properties.entries.items.required, parentSchema: schema58.properties.basis.properties.entries.items, data: data27 };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
                if (data27.desired === void 0) {
                  const err48 = { instancePath: instancePath + "/basis/entries/" + i4, schemaPath: "#/properties/basis/properties/entries/items/required", keyword: "required", params: { missingProperty: "desired" }, message: "must have required property 'desired'", schema: schema58.properties.basis.properties.entries.items.required, parentSchema: schema58.properties.basis.properties.entries.items, data: data27 };
                  if (vErrors === null) {
                    vErrors = [err48];
                  } else {
                    vErrors.push(err48);
                  }
                  errors++;
                }
                for (const key4 in data27) {
                  if (!(key4 === "address" || key4 === "observed" || key4 === "desired")) {
                    const err49 = { instancePath: instancePath + "/basis/entries/" + i4, schemaPath: "#/properties/basis/properties/entries/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key4 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.basis.properties.entries.items, data: data27 };
                    if (vErrors === null) {
                      vErrors = [err49];
                    } else {
                      vErrors.push(err49);
                    }
                    errors++;
                  }
                }
                if (data27.address !== void 0) {
                  let data28 = data27.address;
                  if (typeof data28 !== "string") {
                    const err50 = { instancePath: instancePath + "/basis/entries/" + i4 + "/address", schemaPath: "#/properties/basis/properties/entries/items/properties/address/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.basis.properties.entries.items.properties.address.type, parentSchema: schema58.properties.basis.properties.entries.items.properties.address, data: data28 };
                    if (vErrors === null) {
                      vErrors = [err50];
                    } else {
                      vErrors.push(err50);
                    }
                    errors++;
                  }
                }
                if (data27.observed !== void 0) {
                  let data29 = data27.observed;
                  if (typeof data29 !== "string") {
                    const err51 = { instancePath: instancePath + "/basis/entries/" + i4 + "/observed", schemaPath: "#/properties/basis/properties/entries/items/properties/observed/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.basis.properties.entries.items.properties.observed.type, parentSchema: schema58.properties.basis.properties.entries.items.properties.observed, data: data29 };
                    if (vErrors === null) {
                      vErrors = [err51];
                    } else {
                      vErrors.push(err51);
                    }
                    errors++;
                  }
                }
                if (data27.desired !== void 0) {
                  let data30 = data27.desired;
                  if (typeof data30 !== "string") {
                    const err52 = { instancePath: instancePath + "/basis/entries/" + i4 + "/desired", schemaPath: "#/properties/basis/properties/entries/items/properties/desired/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.basis.properties.entries.items.properties.desired.type, parentSchema: schema58.properties.basis.properties.entries.items.properties.desired, data: data30 };
                    if (vErrors === null) {
                      vErrors = [err52];
                    } else {
                      vErrors.push(err52);
                    }
                    errors++;
                  }
                }
              } else {
                const err53 = { instancePath: instancePath + "/basis/entries/" + i4, schemaPath: "#/properties/basis/properties/entries/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.basis.properties.entries.items.type, parentSchema: schema58.properties.basis.properties.entries.items, data: data27 };
                if (vErrors === null) {
                  vErrors = [err53];
                } else {
                  vErrors.push(err53);
                }
                errors++;
              }
            }
          } else {
            const err54 = { instancePath: instancePath + "/basis/entries", schemaPath: "#/properties/basis/properties/entries/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.basis.properties.entries.type, parentSchema: schema58.properties.basis.properties.entries, data: data26 };
            if (vErrors === null) {
              vErrors = [err54];
            } else {
              vErrors.push(err54);
            }
            errors++;
          }
        }
      } else {
        const err55 = { instancePath: instancePath + "/basis", schemaPath: "#/properties/basis/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.basis.type, parentSchema: schema58.properties.basis, data: data24 };
        if (vErrors === null) {
          vErrors = [err55];
        } else {
          vErrors.push(err55);
        }
        errors++;
      }
    }
    if (data.sources !== void 0) {
      let data31 = data.sources;
      if (Array.isArray(data31)) {
        const len5 = data31.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data32 = data31[i5];
          if (Array.isArray(data32)) {
            const len6 = data32.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data33 = data32[i6];
              if (typeof data33 !== "string") {
                const err56 = { instancePath: instancePath + "/sources/" + i5 + "/" + i6, schemaPath: "#/properties/sources/items/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.sources.items.items.type, parentSchema: schema58.properties.sources.items.items, data: data33 };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
          } else {
            const err57 = { instancePath: instancePath + "/sources/" + i5, schemaPath: "#/properties/sources/items/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.sources.items.type, parentSchema: schema58.properties.sources.items, data: data32 };
            if (vErrors === null) {
              vErrors = [err57];
            } else {
              vErrors.push(err57);
            }
            errors++;
          }
        }
      } else {
        const err58 = { instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.sources.type, parentSchema: schema58.properties.sources, data: data31 };
        if (vErrors === null) {
          vErrors = [err58];
        } else {
          vErrors.push(err58);
        }
        errors++;
      }
    }
    if (data.undo !== void 0) {
      let data34 = data.undo;
      if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
        if (data34.steps === void 0) {
          const err59 = { instancePath: instancePath + "/undo", schemaPath: "#/properties/undo/required", keyword: "required", params: { missingProperty: "steps" }, message: "must have required property 'steps'", schema: schema58.properties.undo.required, parentSchema: schema58.properties.undo, data: data34 };
          if (vErrors === null) {
            vErrors = [err59];
          } else {
            vErrors.push(err59);
          }
          errors++;
        }
        if (data34.cannot === void 0) {
          const err60 = { instancePath: instancePath + "/undo", schemaPath: "#/properties/undo/required", keyword: "required", params: { missingProperty: "cannot" }, message: "must have required property 'cannot'", schema: schema58.properties.undo.required, parentSchema: schema58.properties.undo, data: data34 };
          if (vErrors === null) {
            vErrors = [err60];
          } else {
            vErrors.push(err60);
          }
          errors++;
        }
        for (const key5 in data34) {
          if (!(key5 === "steps" || key5 === "cannot")) {
            const err61 = { instancePath: instancePath + "/undo", schemaPath: "#/properties/undo/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.undo, data: data34 };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
        }
        if (data34.steps !== void 0) {
          let data35 = data34.steps;
          if (Array.isArray(data35)) {
            const len7 = data35.length;
            for (let i7 = 0; i7 < len7; i7++) {
              let data36 = data35[i7];
              if (typeof data36 !== "string") {
                const err62 = { instancePath: instancePath + "/undo/steps/" + i7, schemaPath: "#/properties/undo/properties/steps/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.undo.properties.steps.items.type, parentSchema: schema58.properties.undo.properties.steps.items, data: data36 };
                if (vErrors === null) {
                  vErrors = [err62];
                } else {
                  vErrors.push(err62);
                }
                errors++;
              }
            }
          } else {
            const err63 = { instancePath: instancePath + "/undo/steps", schemaPath: "#/properties/undo/properties/steps/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.undo.properties.steps.type, parentSchema: schema58.properties.undo.properties.steps, data: data35 };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          }
        }
        if (data34.cannot !== void 0) {
          let data37 = data34.cannot;
          if (Array.isArray(data37)) {
            const len8 = data37.length;
            for (let i8 = 0; i8 < len8; i8++) {
              let data38 = data37[i8];
              if (typeof data38 !== "string") {
                const err64 = { instancePath: instancePath + "/undo/cannot/" + i8, schemaPath: "#/properties/undo/properties/cannot/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.undo.properties.cannot.items.type, parentSchema: schema58.properties.undo.properties.cannot.items, data: data38 };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  vErrors.push(err64);
                }
                errors++;
              }
            }
          } else {
            const err65 = { instancePath: instancePath + "/undo/cannot", schemaPath: "#/properties/undo/properties/cannot/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.undo.properties.cannot.type, parentSchema: schema58.properties.undo.properties.cannot, data: data37 };
            if (vErrors === null) {
              vErrors = [err65];
            } else {
              vErrors.push(err65);
            }
            errors++;
          }
        }
      } else {
        const err66 = { instancePath: instancePath + "/undo", schemaPath: "#/properties/undo/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.undo.type, parentSchema: schema58.properties.undo, data: data34 };
        if (vErrors === null) {
          vErrors = [err66];
        } else {
          vErrors.push(err66);
        }
        errors++;
      }
    }
    if (data.refused !== void 0) {
      let data39 = data.refused;
      if (Array.isArray(data39)) {
        const len9 = data39.length;
        for (let i9 = 0; i9 < len9; i9++) {
          let data40 = data39[i9];
          if (data40 && typeof data40 == "object" && !Array.isArray(data40)) {
            if (data40.rule === void 0) {
              const err67 = { instancePath: instancePath + "/refused/" + i9, schemaPath: "#/properties/refused/items/required", keyword: "required", params: { missingProperty: "rule" }, message: "must have required property 'rule'", schema: schema58.properties.refused.items.required, parentSchema: schema58.properties.refused.items, data: data40 };
              if (vErrors === null) {
                vErrors = [err67];
              } else {
                vErrors.push(err67);
              }
              errors++;
            }
            if (data40.message === void 0) {
              const err68 = { instancePath: instancePath + "/refused/" + i9, schemaPath: "#/properties/refused/items/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema58.properties.refused.items.required, parentSchema: schema58.properties.refused.items, data: data40 };
              if (vErrors === null) {
                vErrors = [err68];
              } else {
                vErrors.push(err68);
              }
              errors++;
            }
            if (data40.lift === void 0) {
              const err69 = { instancePath: instancePath + "/refused/" + i9, schemaPath: "#/properties/refused/items/required", keyword: "required", params: { missingProperty: "lift" }, message: "must have required property 'lift'", schema: schema58.properties.refused.items.required, parentSchema: schema58.properties.refused.items, data: data40 };
              if (vErrors === null) {
                vErrors = [err69];
              } else {
                vErrors.push(err69);
              }
              errors++;
            }
            for (const key6 in data40) {
              if (!(key6 === "rule" || key6 === "message" || key6 === "lift" || key6 === "opens")) {
                const err70 = { instancePath: instancePath + "/refused/" + i9, schemaPath: "#/properties/refused/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key6 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.refused.items, data: data40 };
                if (vErrors === null) {
                  vErrors = [err70];
                } else {
                  vErrors.push(err70);
                }
                errors++;
              }
            }
            if (data40.rule !== void 0) {
              let data41 = data40.rule;
              if (typeof data41 !== "string") {
                const err71 = { instancePath: instancePath + "/refused/" + i9 + "/rule", schemaPath: "#/properties/refused/items/properties/rule/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.refused.items.properties.rule.type, parentSchema: schema58.properties.refused.items.properties.rule, data: data41 };
                if (vErrors === null) {
                  vErrors = [err71];
                } else {
                  vErrors.push(err71);
                }
                errors++;
              }
            }
            if (data40.message !== void 0) {
              let data42 = data40.message;
              if (typeof data42 !== "string") {
                const err72 = { instancePath: instancePath + "/refused/" + i9 + "/message", schemaPath: "#/properties/refused/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.refused.items.properties.message.type, parentSchema: schema58.properties.refused.items.properties.message, data: data42 };
                if (vErrors === null) {
                  vErrors = [err72];
                } else {
                  vErrors.push(err72);
                }
                errors++;
              }
            }
            if (data40.lift !== void 0) {
              let data43 = data40.lift;
              if (typeof data43 !== "string") {
                const err73 = { instancePath: instancePath + "/refused/" + i9 + "/lift", schemaPath: "#/properties/refused/items/properties/lift/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.refused.items.properties.lift.type, parentSchema: schema58.properties.refused.items.properties.lift, data: data43 };
                if (vErrors === null) {
                  vErrors = [err73];
                } else {
                  vErrors.push(err73);
                }
                errors++;
              }
            }
            if (data40.opens !== void 0) {
              let data44 = data40.opens;
              if (typeof data44 !== "string") {
                const err74 = { instancePath: instancePath + "/refused/" + i9 + "/opens", schemaPath: "#/properties/refused/items/properties/opens/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.refused.items.properties.opens.type, parentSchema: schema58.properties.refused.items.properties.opens, data: data44 };
                if (vErrors === null) {
                  vErrors = [err74];
                } else {
                  vErrors.push(err74);
                }
                errors++;
              }
            }
          } else {
            const err75 = { instancePath: instancePath + "/refused/" + i9, schemaPath: "#/properties/refused/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.refused.items.type, parentSchema: schema58.properties.refused.items, data: data40 };
            if (vErrors === null) {
              vErrors = [err75];
            } else {
              vErrors.push(err75);
            }
            errors++;
          }
        }
      } else {
        const err76 = { instancePath: instancePath + "/refused", schemaPath: "#/properties/refused/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.refused.type, parentSchema: schema58.properties.refused, data: data39 };
        if (vErrors === null) {
          vErrors = [err76];
        } else {
          vErrors.push(err76);
        }
        errors++;
      }
    }
    if (data.findings !== void 0) {
      let data45 = data.findings;
      if (Array.isArray(data45)) {
        const len10 = data45.length;
        for (let i10 = 0; i10 < len10; i10++) {
          let data46 = data45[i10];
          if (data46 && typeof data46 == "object" && !Array.isArray(data46)) {
            if (data46.code === void 0) {
              const err77 = { instancePath: instancePath + "/findings/" + i10, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "code" }, message: "must have required property 'code'", schema: schema58.properties.findings.items.required, parentSchema: schema58.properties.findings.items, data: data46 };
              if (vErrors === null) {
                vErrors = [err77];
              } else {
                vErrors.push(err77);
              }
              errors++;
            }
            if (data46.severity === void 0) {
              const err78 = { instancePath: instancePath + "/findings/" + i10, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "severity" }, message: "must have required property 'severity'", schema: schema58.properties.findings.items.required, parentSchema: schema58.properties.findings.items, data: data46 };
              if (vErrors === null) {
                vErrors = [err78];
              } else {
                vErrors.push(err78);
              }
              errors++;
            }
            if (data46.address === void 0) {
              const err79 = { instancePath: instancePath + "/findings/" + i10, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "address" }, message: "must have required property 'address'", schema: schema58.properties.findings.items.required, parentSchema: schema58.properties.findings.items, data: data46 };
              if (vErrors === null) {
                vErrors = [err79];
              } else {
                vErrors.push(err79);
              }
              errors++;
            }
            if (data46.message === void 0) {
              const err80 = { instancePath: instancePath + "/findings/" + i10, schemaPath: "#/properties/findings/items/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema58.properties.findings.items.required, parentSchema: schema58.properties.findings.items, data: data46 };
              if (vErrors === null) {
                vErrors = [err80];
              } else {
                vErrors.push(err80);
              }
              errors++;
            }
            for (const key7 in data46) {
              if (!(key7 === "code" || key7 === "severity" || key7 === "address" || key7 === "message" || key7 === "at")) {
                const err81 = { instancePath: instancePath + "/findings/" + i10, schemaPath: "#/properties/findings/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.findings.items, data: data46 };
                if (vErrors === null) {
                  vErrors = [err81];
                } else {
                  vErrors.push(err81);
                }
                errors++;
              }
            }
            if (data46.code !== void 0) {
              let data47 = data46.code;
              if (typeof data47 !== "string") {
                const err82 = { instancePath: instancePath + "/findings/" + i10 + "/code", schemaPath: "#/properties/findings/items/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.findings.items.properties.code.type, parentSchema: schema58.properties.findings.items.properties.code, data: data47 };
                if (vErrors === null) {
                  vErrors = [err82];
                } else {
                  vErrors.push(err82);
                }
                errors++;
              }
            }
            if (data46.severity !== void 0) {
              let data48 = data46.severity;
              if (!(data48 === "warning" || data48 === "error")) {
                const err83 = { instancePath: instancePath + "/findings/" + i10 + "/severity", schemaPath: "#/properties/findings/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema58.properties.findings.items.properties.severity.enum }, message: "must be equal to one of the allowed values", schema: schema58.properties.findings.items.properties.severity.enum, parentSchema: schema58.properties.findings.items.properties.severity, data: data48 };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
            }
            if (data46.address !== void 0) {
              let data49 = data46.address;
              if (typeof data49 !== "string") {
                const err84 = { instancePath: instancePath + "/findings/" + i10 + "/address", schemaPath: "#/properties/findings/items/properties/address/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.findings.items.properties.address.type, parentSchema: schema58.properties.findings.items.properties.address, data: data49 };
                if (vErrors === null) {
                  vErrors = [err84];
                } else {
                  vErrors.push(err84);
                }
                errors++;
              }
            }
            if (data46.message !== void 0) {
              let data50 = data46.message;
              if (typeof data50 !== "string") {
                const err85 = { instancePath: instancePath + "/findings/" + i10 + "/message", schemaPath: "#/properties/findings/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.findings.items.properties.message.type, parentSchema: schema58.properties.findings.items.properties.message, data: data50 };
                if (vErrors === null) {
                  vErrors = [err85];
                } else {
                  vErrors.push(err85);
                }
                errors++;
              }
            }
            if (data46.at !== void 0) {
              let data51 = data46.at;
              if (typeof data51 !== "string") {
                const err86 = { instancePath: instancePath + "/findings/" + i10 + "/at", schemaPath: "#/properties/findings/items/properties/at/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.findings.items.properties.at.type, parentSchema: schema58.properties.findings.items.properties.at, data: data51 };
                if (vErrors === null) {
                  vErrors = [err86];
                } else {
                  vErrors.push(err86);
                }
                errors++;
              }
            }
          } else {
            const err87 = { instancePath: instancePath + "/findings/" + i10, schemaPath: "#/properties/findings/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.findings.items.type, parentSchema: schema58.properties.findings.items, data: data46 };
            if (vErrors === null) {
              vErrors = [err87];
            } else {
              vErrors.push(err87);
            }
            errors++;
          }
        }
      } else {
        const err88 = { instancePath: instancePath + "/findings", schemaPath: "#/properties/findings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.findings.type, parentSchema: schema58.properties.findings, data: data45 };
        if (vErrors === null) {
          vErrors = [err88];
        } else {
          vErrors.push(err88);
        }
        errors++;
      }
    }
    if (data.selected !== void 0) {
      let data52 = data.selected;
      if (Array.isArray(data52)) {
        const len11 = data52.length;
        for (let i11 = 0; i11 < len11; i11++) {
          let data53 = data52[i11];
          if (typeof data53 !== "string") {
            const err89 = { instancePath: instancePath + "/selected/" + i11, schemaPath: "#/properties/selected/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.selected.items.type, parentSchema: schema58.properties.selected.items, data: data53 };
            if (vErrors === null) {
              vErrors = [err89];
            } else {
              vErrors.push(err89);
            }
            errors++;
          }
        }
      } else {
        const err90 = { instancePath: instancePath + "/selected", schemaPath: "#/properties/selected/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.selected.type, parentSchema: schema58.properties.selected, data: data52 };
        if (vErrors === null) {
          vErrors = [err90];
        } else {
          vErrors.push(err90);
        }
        errors++;
      }
    }
    if (data.unmanaged !== void 0) {
      let data54 = data.unmanaged;
      if (data54 && typeof data54 == "object" && !Array.isArray(data54)) {
        if (data54.items === void 0) {
          const err91 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/required", keyword: "required", params: { missingProperty: "items" }, message: "must have required property 'items'", schema: schema58.properties.unmanaged.required, parentSchema: schema58.properties.unmanaged, data: data54 };
          if (vErrors === null) {
            vErrors = [err91];
          } else {
            vErrors.push(err91);
          }
          errors++;
        }
        if (data54.settings === void 0) {
          const err92 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/required", keyword: "required", params: { missingProperty: "settings" }, message: "must have required property 'settings'", schema: schema58.properties.unmanaged.required, parentSchema: schema58.properties.unmanaged, data: data54 };
          if (vErrors === null) {
            vErrors = [err92];
          } else {
            vErrors.push(err92);
          }
          errors++;
        }
        if (data54.productions === void 0) {
          const err93 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/required", keyword: "required", params: { missingProperty: "productions" }, message: "must have required property 'productions'", schema: schema58.properties.unmanaged.required, parentSchema: schema58.properties.unmanaged, data: data54 };
          if (vErrors === null) {
            vErrors = [err93];
          } else {
            vErrors.push(err93);
          }
          errors++;
        }
        if (data54.bindings === void 0) {
          const err94 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/required", keyword: "required", params: { missingProperty: "bindings" }, message: "must have required property 'bindings'", schema: schema58.properties.unmanaged.required, parentSchema: schema58.properties.unmanaged, data: data54 };
          if (vErrors === null) {
            vErrors = [err94];
          } else {
            vErrors.push(err94);
          }
          errors++;
        }
        if (data54.disabled === void 0) {
          const err95 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/required", keyword: "required", params: { missingProperty: "disabled" }, message: "must have required property 'disabled'", schema: schema58.properties.unmanaged.required, parentSchema: schema58.properties.unmanaged, data: data54 };
          if (vErrors === null) {
            vErrors = [err95];
          } else {
            vErrors.push(err95);
          }
          errors++;
        }
        if (data54.not_read === void 0) {
          const err96 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/required", keyword: "required", params: { missingProperty: "not_read" }, message: "must have required property 'not_read'", schema: schema58.properties.unmanaged.required, parentSchema: schema58.properties.unmanaged, data: data54 };
          if (vErrors === null) {
            vErrors = [err96];
          } else {
            vErrors.push(err96);
          }
          errors++;
        }
        for (const key8 in data54) {
          if (!(key8 === "items" || key8 === "settings" || key8 === "productions" || key8 === "bindings" || key8 === "disabled" || key8 === "not_read" || key8 === "addresses")) {
            const err97 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.unmanaged, data: data54 };
            if (vErrors === null) {
              vErrors = [err97];
            } else {
              vErrors.push(err97);
            }
            errors++;
          }
        }
        if (data54.items !== void 0) {
          let data55 = data54.items;
          if (!(typeof data55 == "number" && (!(data55 % 1) && !isNaN(data55)) && isFinite(data55))) {
            const err98 = { instancePath: instancePath + "/unmanaged/items", schemaPath: "#/properties/unmanaged/properties/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.unmanaged.properties.items.type, parentSchema: schema58.properties.unmanaged.properties.items, data: data55 };
            if (vErrors === null) {
              vErrors = [err98];
            } else {
              vErrors.push(err98);
            }
            errors++;
          }
          if (typeof data55 == "number" && isFinite(data55)) {
            if (data55 < 0 || isNaN(data55)) {
              const err99 = { instancePath: instancePath + "/unmanaged/items", schemaPath: "#/properties/unmanaged/properties/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.unmanaged.properties.items, data: data55 };
              if (vErrors === null) {
                vErrors = [err99];
              } else {
                vErrors.push(err99);
              }
              errors++;
            }
          }
        }
        if (data54.settings !== void 0) {
          let data56 = data54.settings;
          if (!(typeof data56 == "number" && (!(data56 % 1) && !isNaN(data56)) && isFinite(data56))) {
            const err100 = { instancePath: instancePath + "/unmanaged/settings", schemaPath: "#/properties/unmanaged/properties/settings/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.unmanaged.properties.settings.type, parentSchema: schema58.properties.unmanaged.properties.settings, data: data56 };
            if (vErrors === null) {
              vErrors = [err100];
            } else {
              vErrors.push(err100);
            }
            errors++;
          }
          if (typeof data56 == "number" && isFinite(data56)) {
            if (data56 < 0 || isNaN(data56)) {
              const err101 = { instancePath: instancePath + "/unmanaged/settings", schemaPath: "#/properties/unmanaged/properties/settings/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.unmanaged.properties.settings, data: data56 };
              if (vErrors === null) {
                vErrors = [err101];
              } else {
                vErrors.push(err101);
              }
              errors++;
            }
          }
        }
        if (data54.productions !== void 0) {
          let data57 = data54.productions;
          if (!(typeof data57 == "number" && (!(data57 % 1) && !isNaN(data57)) && isFinite(data57))) {
            const err102 = { instancePath: instancePath + "/unmanaged/productions", schemaPath: "#/properties/unmanaged/properties/productions/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.unmanaged.properties.productions.type, parentSchema: schema58.properties.unmanaged.properties.productions, data: data57 };
            if (vErrors === null) {
              vErrors = [err102];
            } else {
              vErrors.push(err102);
            }
            errors++;
          }
          if (typeof data57 == "number" && isFinite(data57)) {
            if (data57 < 0 || isNaN(data57)) {
              const err103 = { instancePath: instancePath + "/unmanaged/productions", schemaPath: "#/properties/unmanaged/properties/productions/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.unmanaged.properties.productions, data: data57 };
              if (vErrors === null) {
                vErrors = [err103];
              } else {
                vErrors.push(err103);
              }
              errors++;
            }
          }
        }
        if (data54.bindings !== void 0) {
          let data58 = data54.bindings;
          if (!(typeof data58 == "number" && (!(data58 % 1) && !isNaN(data58)) && isFinite(data58))) {
            const err104 = { instancePath: instancePath + "/unmanaged/bindings", schemaPath: "#/properties/unmanaged/properties/bindings/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.unmanaged.properties.bindings.type, parentSchema: schema58.properties.unmanaged.properties.bindings, data: data58 };
            if (vErrors === null) {
              vErrors = [err104];
            } else {
              vErrors.push(err104);
            }
            errors++;
          }
          if (typeof data58 == "number" && isFinite(data58)) {
            if (data58 < 0 || isNaN(data58)) {
              const err105 = { instancePath: instancePath + "/unmanaged/bindings", schemaPath: "#/properties/unmanaged/properties/bindings/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.unmanaged.properties.bindings, data: data58 };
              if (vErrors === null) {
                vErrors = [err105];
              } else {
                vErrors.push(err105);
              }
              errors++;
            }
          }
        }
        if (data54.disabled !== void 0) {
          let data59 = data54.disabled;
          if (Array.isArray(data59)) {
            const len12 = data59.length;
            for (let i12 = 0; i12 < len12; i12++) {
              let data60 = data59[i12];
              if (typeof data60 !== "string") {
                const err106 = { instancePath: instancePath + "/unmanaged/disabled/" + i12, schemaPath: "#/properties/unmanaged/properties/disabled/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.unmanaged.properties.disabled.items.type, parentSchema: schema58.properties.unmanaged.properties.disabled.items, data: data60 };
                if (vErrors === null) {
                  vErrors = [err106];
                } else {
                  vErrors.push(err106);
                }
                errors++;
              }
            }
          } else {
            const err107 = { instancePath: instancePath + "/unmanaged/disabled", schemaPath: "#/properties/unmanaged/properties/disabled/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.unmanaged.properties.disabled.type, parentSchema: schema58.properties.unmanaged.properties.disabled, data: data59 };
            if (vErrors === null) {
              vErrors = [err107];
            } else {
              vErrors.push(err107);
            }
            errors++;
          }
        }
        if (data54.not_read !== void 0) {
          let data61 = data54.not_read;
          if (Array.isArray(data61)) {
            const len13 = data61.length;
            for (let i13 = 0; i13 < len13; i13++) {
              let data62 = data61[i13];
              if (typeof data62 !== "string") {
                const err108 = { instancePath: instancePath + "/unmanaged/not_read/" + i13, schemaPath: "#/properties/unmanaged/properties/not_read/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.unmanaged.properties.not_read.items.type, parentSchema: schema58.properties.unmanaged.properties.not_read.items, data: data62 };
                if (vErrors === null) {
                  vErrors = [err108];
                } else {
                  vErrors.push(err108);
                }
                errors++;
              }
            }
          } else {
            const err109 = { instancePath: instancePath + "/unmanaged/not_read", schemaPath: "#/properties/unmanaged/properties/not_read/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.unmanaged.properties.not_read.type, parentSchema: schema58.properties.unmanaged.properties.not_read, data: data61 };
            if (vErrors === null) {
              vErrors = [err109];
            } else {
              vErrors.push(err109);
            }
            errors++;
          }
        }
        if (data54.addresses !== void 0) {
          let data63 = data54.addresses;
          if (Array.isArray(data63)) {
            const len14 = data63.length;
            for (let i14 = 0; i14 < len14; i14++) {
              let data64 = data63[i14];
              if (typeof data64 !== "string") {
                const err110 = { instancePath: instancePath + "/unmanaged/addresses/" + i14, schemaPath: "#/properties/unmanaged/properties/addresses/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema58.properties.unmanaged.properties.addresses.items.type, parentSchema: schema58.properties.unmanaged.properties.addresses.items, data: data64 };
                if (vErrors === null) {
                  vErrors = [err110];
                } else {
                  vErrors.push(err110);
                }
                errors++;
              }
            }
          } else {
            const err111 = { instancePath: instancePath + "/unmanaged/addresses", schemaPath: "#/properties/unmanaged/properties/addresses/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.unmanaged.properties.addresses.type, parentSchema: schema58.properties.unmanaged.properties.addresses, data: data63 };
            if (vErrors === null) {
              vErrors = [err111];
            } else {
              vErrors.push(err111);
            }
            errors++;
          }
        }
      } else {
        const err112 = { instancePath: instancePath + "/unmanaged", schemaPath: "#/properties/unmanaged/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.unmanaged.type, parentSchema: schema58.properties.unmanaged, data: data54 };
        if (vErrors === null) {
          vErrors = [err112];
        } else {
          vErrors.push(err112);
        }
        errors++;
      }
    }
    if (data.drift !== void 0) {
      let data65 = data.drift;
      if (data65 && typeof data65 == "object" && !Array.isArray(data65)) {
        if (data65.server === void 0) {
          const err113 = { instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/required", keyword: "required", params: { missingProperty: "server" }, message: "must have required property 'server'", schema: schema58.properties.drift.required, parentSchema: schema58.properties.drift, data: data65 };
          if (vErrors === null) {
            vErrors = [err113];
          } else {
            vErrors.push(err113);
          }
          errors++;
        }
        if (data65.files === void 0) {
          const err114 = { instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/required", keyword: "required", params: { missingProperty: "files" }, message: "must have required property 'files'", schema: schema58.properties.drift.required, parentSchema: schema58.properties.drift, data: data65 };
          if (vErrors === null) {
            vErrors = [err114];
          } else {
            vErrors.push(err114);
          }
          errors++;
        }
        if (data65.unknown === void 0) {
          const err115 = { instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/required", keyword: "required", params: { missingProperty: "unknown" }, message: "must have required property 'unknown'", schema: schema58.properties.drift.required, parentSchema: schema58.properties.drift, data: data65 };
          if (vErrors === null) {
            vErrors = [err115];
          } else {
            vErrors.push(err115);
          }
          errors++;
        }
        if (data65.accepted === void 0) {
          const err116 = { instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/required", keyword: "required", params: { missingProperty: "accepted" }, message: "must have required property 'accepted'", schema: schema58.properties.drift.required, parentSchema: schema58.properties.drift, data: data65 };
          if (vErrors === null) {
            vErrors = [err116];
          } else {
            vErrors.push(err116);
          }
          errors++;
        }
        for (const key9 in data65) {
          if (!(key9 === "server" || key9 === "files" || key9 === "unknown" || key9 === "accepted")) {
            const err117 = { instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties", schema: false, parentSchema: schema58.properties.drift, data: data65 };
            if (vErrors === null) {
              vErrors = [err117];
            } else {
              vErrors.push(err117);
            }
            errors++;
          }
        }
        if (data65.server !== void 0) {
          let data66 = data65.server;
          if (!(typeof data66 == "number" && (!(data66 % 1) && !isNaN(data66)) && isFinite(data66))) {
            const err118 = { instancePath: instancePath + "/drift/server", schemaPath: "#/properties/drift/properties/server/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.drift.properties.server.type, parentSchema: schema58.properties.drift.properties.server, data: data66 };
            if (vErrors === null) {
              vErrors = [err118];
            } else {
              vErrors.push(err118);
            }
            errors++;
          }
          if (typeof data66 == "number" && isFinite(data66)) {
            if (data66 < 0 || isNaN(data66)) {
              const err119 = { instancePath: instancePath + "/drift/server", schemaPath: "#/properties/drift/properties/server/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.drift.properties.server, data: data66 };
              if (vErrors === null) {
                vErrors = [err119];
              } else {
                vErrors.push(err119);
              }
              errors++;
            }
          }
        }
        if (data65.files !== void 0) {
          let data67 = data65.files;
          if (!(typeof data67 == "number" && (!(data67 % 1) && !isNaN(data67)) && isFinite(data67))) {
            const err120 = { instancePath: instancePath + "/drift/files", schemaPath: "#/properties/drift/properties/files/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.drift.properties.files.type, parentSchema: schema58.properties.drift.properties.files, data: data67 };
            if (vErrors === null) {
              vErrors = [err120];
            } else {
              vErrors.push(err120);
            }
            errors++;
          }
          if (typeof data67 == "number" && isFinite(data67)) {
            if (data67 < 0 || isNaN(data67)) {
              const err121 = { instancePath: instancePath + "/drift/files", schemaPath: "#/properties/drift/properties/files/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.drift.properties.files, data: data67 };
              if (vErrors === null) {
                vErrors = [err121];
              } else {
                vErrors.push(err121);
              }
              errors++;
            }
          }
        }
        if (data65.unknown !== void 0) {
          let data68 = data65.unknown;
          if (!(typeof data68 == "number" && (!(data68 % 1) && !isNaN(data68)) && isFinite(data68))) {
            const err122 = { instancePath: instancePath + "/drift/unknown", schemaPath: "#/properties/drift/properties/unknown/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.drift.properties.unknown.type, parentSchema: schema58.properties.drift.properties.unknown, data: data68 };
            if (vErrors === null) {
              vErrors = [err122];
            } else {
              vErrors.push(err122);
            }
            errors++;
          }
          if (typeof data68 == "number" && isFinite(data68)) {
            if (data68 < 0 || isNaN(data68)) {
              const err123 = { instancePath: instancePath + "/drift/unknown", schemaPath: "#/properties/drift/properties/unknown/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.drift.properties.unknown, data: data68 };
              if (vErrors === null) {
                vErrors = [err123];
              } else {
                vErrors.push(err123);
              }
              errors++;
            }
          }
        }
        if (data65.accepted !== void 0) {
          let data69 = data65.accepted;
          if (!(typeof data69 == "number" && (!(data69 % 1) && !isNaN(data69)) && isFinite(data69))) {
            const err124 = { instancePath: instancePath + "/drift/accepted", schemaPath: "#/properties/drift/properties/accepted/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema58.properties.drift.properties.accepted.type, parentSchema: schema58.properties.drift.properties.accepted, data: data69 };
            if (vErrors === null) {
              vErrors = [err124];
            } else {
              vErrors.push(err124);
            }
            errors++;
          }
          if (typeof data69 == "number" && isFinite(data69)) {
            if (data69 < 0 || isNaN(data69)) {
              const err125 = { instancePath: instancePath + "/drift/accepted", schemaPath: "#/properties/drift/properties/accepted/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema58.properties.drift.properties.accepted, data: data69 };
              if (vErrors === null) {
                vErrors = [err125];
              } else {
                vErrors.push(err125);
              }
              errors++;
            }
          }
        }
      } else {
        const err126 = { instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.properties.drift.type, parentSchema: schema58.properties.drift, data: data65 };
        if (vErrors === null) {
          vErrors = [err126];
        } else {
          vErrors.push(err126);
        }
        errors++;
      }
    }
    if (data.topology !== void 0) {
      let data70 = data.topology;
      if (Array.isArray(data70)) {
        const len15 = data70.length;
        for (let i15 = 0; i15 < len15; i15++) {
          if (!validate44(data70[i15], { instancePath: instancePath + "/topology/" + i15, parentData: data70, parentDataProperty: i15, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err127 = { instancePath: instancePath + "/topology", schemaPath: "#/properties/topology/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema58.properties.topology.type, parentSchema: schema58.properties.topology, data: data70 };
        if (vErrors === null) {
          vErrors = [err127];
        } else {
          vErrors.push(err127);
        }
        errors++;
      }
    }
  } else {
    const err128 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema58.type, parentSchema: schema58, data };
    if (vErrors === null) {
      vErrors = [err128];
    } else {
      vErrors.push(err128);
    }
    errors++;
  }
  validate39.errors = vErrors;
  return errors === 0;
}
validate39.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate38.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.format_version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "format_version" }, message: "must have required property 'format_version'", schema: schema57.required, parentSchema: schema57, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.created_at === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "created_at" }, message: "must have required property 'created_at'", schema: schema57.required, parentSchema: schema57, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.plans === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "plans" }, message: "must have required property 'plans'", schema: schema57.required, parentSchema: schema57, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func1.call(schema57.properties, key0)) {
        const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties", schema: false, parentSchema: schema57, data };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.format_version !== void 0) {
      let data0 = data.format_version;
      if ("1" !== data0) {
        const err4 = { instancePath: instancePath + "/format_version", schemaPath: "#/properties/format_version/const", keyword: "const", params: { allowedValue: "1" }, message: "must be equal to constant", schema: "1", parentSchema: schema57.properties.format_version, data: data0 };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.created_at !== void 0) {
      let data1 = data.created_at;
      if (typeof data1 !== "string") {
        const err5 = { instancePath: instancePath + "/created_at", schemaPath: "#/properties/created_at/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.created_at.type, parentSchema: schema57.properties.created_at, data: data1 };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.seal !== void 0) {
      let data2 = data.seal;
      if (typeof data2 === "string") {
        if (!pattern36.test(data2)) {
          const err6 = { instancePath: instancePath + "/seal", schemaPath: "#/properties/seal/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"', schema: "^sha256:[0-9a-f]{64}$", parentSchema: schema57.properties.seal, data: data2 };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = { instancePath: instancePath + "/seal", schemaPath: "#/properties/seal/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.seal.type, parentSchema: schema57.properties.seal, data: data2 };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.sources !== void 0) {
      let data3 = data.sources;
      if (Array.isArray(data3)) {
        const len0 = data3.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data4 = data3[i0];
          if (Array.isArray(data4)) {
            const len1 = data4.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data5 = data4[i1];
              if (typeof data5 !== "string") {
                const err8 = { instancePath: instancePath + "/sources/" + i0 + "/" + i1, schemaPath: "#/properties/sources/items/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.sources.items.items.type, parentSchema: schema57.properties.sources.items.items, data: data5 };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
            }
          } else {
            const err9 = { instancePath: instancePath + "/sources/" + i0, schemaPath: "#/properties/sources/items/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.sources.items.type, parentSchema: schema57.properties.sources.items, data: data4 };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.sources.type, parentSchema: schema57.properties.sources, data: data3 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.only !== void 0) {
      let data6 = data.only;
      if (Array.isArray(data6)) {
        const len2 = data6.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data7 = data6[i2];
          if (typeof data7 !== "string") {
            const err11 = { instancePath: instancePath + "/only/" + i2, schemaPath: "#/properties/only/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.only.items.type, parentSchema: schema57.properties.only.items, data: data7 };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        }
      } else {
        const err12 = { instancePath: instancePath + "/only", schemaPath: "#/properties/only/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.only.type, parentSchema: schema57.properties.only, data: data6 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.exclude !== void 0) {
      let data8 = data.exclude;
      if (Array.isArray(data8)) {
        const len3 = data8.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data9 = data8[i3];
          if (typeof data9 !== "string") {
            const err13 = { instancePath: instancePath + "/exclude/" + i3, schemaPath: "#/properties/exclude/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.exclude.items.type, parentSchema: schema57.properties.exclude.items, data: data9 };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = { instancePath: instancePath + "/exclude", schemaPath: "#/properties/exclude/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.exclude.type, parentSchema: schema57.properties.exclude, data: data8 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.plans !== void 0) {
      let data10 = data.plans;
      if (Array.isArray(data10)) {
        const len4 = data10.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (!validate39(data10[i4], { instancePath: instancePath + "/plans/" + i4, parentData: data10, parentDataProperty: i4, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/plans", schemaPath: "#/properties/plans/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.plans.type, parentSchema: schema57.properties.plans, data: data10 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.errors !== void 0) {
      let data12 = data.errors;
      if (Array.isArray(data12)) {
        const len5 = data12.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data13 = data12[i5];
          if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
            if (data13.target === void 0) {
              const err16 = { instancePath: instancePath + "/errors/" + i5, schemaPath: "#/properties/errors/items/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'", schema: schema57.properties.errors.items.required, parentSchema: schema57.properties.errors.items, data: data13 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (data13.message === void 0) {
              const err17 = { instancePath: instancePath + "/errors/" + i5, schemaPath: "#/properties/errors/items/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema57.properties.errors.items.required, parentSchema: schema57.properties.errors.items, data: data13 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            for (const key1 in data13) {
              if (!(key1 === "target" || key1 === "message")) {
                const err18 = { instancePath: instancePath + "/errors/" + i5, schemaPath: "#/properties/errors/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema57.properties.errors.items, data: data13 };
                if (vErrors === null) {
                  vErrors = [err18];
                } else {
                  vErrors.push(err18);
                }
                errors++;
              }
            }
            if (data13.target !== void 0) {
              let data14 = data13.target;
              if (typeof data14 !== "string") {
                const err19 = { instancePath: instancePath + "/errors/" + i5 + "/target", schemaPath: "#/properties/errors/items/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.errors.items.properties.target.type, parentSchema: schema57.properties.errors.items.properties.target, data: data14 };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
            }
            if (data13.message !== void 0) {
              let data15 = data13.message;
              if (typeof data15 !== "string") {
                const err20 = { instancePath: instancePath + "/errors/" + i5 + "/message", schemaPath: "#/properties/errors/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.errors.items.properties.message.type, parentSchema: schema57.properties.errors.items.properties.message, data: data15 };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
          } else {
            const err21 = { instancePath: instancePath + "/errors/" + i5, schemaPath: "#/properties/errors/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema57.properties.errors.items.type, parentSchema: schema57.properties.errors.items, data: data13 };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
        }
      } else {
        const err22 = { instancePath: instancePath + "/errors", schemaPath: "#/properties/errors/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.errors.type, parentSchema: schema57.properties.errors, data: data12 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.rollout !== void 0) {
      let data16 = data.rollout;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        if (data16.digest === void 0) {
          const err23 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'", schema: schema57.properties.rollout.required, parentSchema: schema57.properties.rollout, data: data16 };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
        if (data16.waves === void 0) {
          const err24 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/required", keyword: "required", params: { missingProperty: "waves" }, message: "must have required property 'waves'", schema: schema57.properties.rollout.required, parentSchema: schema57.properties.rollout, data: data16 };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
        if (data16.gates === void 0) {
          const err25 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/required", keyword: "required", params: { missingProperty: "gates" }, message: "must have required property 'gates'", schema: schema57.properties.rollout.required, parentSchema: schema57.properties.rollout, data: data16 };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
        if (data16.max_failures === void 0) {
          const err26 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/required", keyword: "required", params: { missingProperty: "max_failures" }, message: "must have required property 'max_failures'", schema: schema57.properties.rollout.required, parentSchema: schema57.properties.rollout, data: data16 };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (data16.on_failure === void 0) {
          const err27 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/required", keyword: "required", params: { missingProperty: "on_failure" }, message: "must have required property 'on_failure'", schema: schema57.properties.rollout.required, parentSchema: schema57.properties.rollout, data: data16 };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
        for (const key2 in data16) {
          if (!(key2 === "digest" || key2 === "waves" || key2 === "gates" || key2 === "max_failures" || key2 === "on_failure")) {
            const err28 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties", schema: false, parentSchema: schema57.properties.rollout, data: data16 };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
        if (data16.digest !== void 0) {
          let data17 = data16.digest;
          if (typeof data17 !== "string") {
            const err29 = { instancePath: instancePath + "/rollout/digest", schemaPath: "#/properties/rollout/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.rollout.properties.digest.type, parentSchema: schema57.properties.rollout.properties.digest, data: data17 };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
        }
        if (data16.waves !== void 0) {
          let data18 = data16.waves;
          if (Array.isArray(data18)) {
            const len6 = data18.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data19 = data18[i6];
              if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
                if (data19.name === void 0) {
                  const err30 = { instancePath: instancePath + "/rollout/waves/" + i6, schemaPath: "#/properties/rollout/properties/waves/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema57.properties.rollout.properties.waves.items.required, parentSchema: schema57.properties.rollout.properties.waves.items, data: data19 };
                  if (vErrors === null) {
                    vErrors = [err30];
                  } else {
                    vErrors.push(err30);
                  }
                  errors++;
                }
                if (data19.soak === void 0) {
                  const err31 = { instancePath: instancePath + "/rollout/waves/" + i6, schemaPath: "#/properties/rollout/properties/waves/items/required", keyword: "required", params: { missingProperty: "soak" }, message: "must have required property 'soak'", schema: schema57.properties.rollout.properties.waves.items.required, parentSchema: schema57.properties.rollout.properties.waves.items, data: data19 };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
                if (data19.targets === void 0) {
                  const err32 = { instancePath: instancePath + "/rollout/waves/" + i6, schemaPath: "#/properties/rollout/properties/waves/items/required", keyword: "required", params: { missingProperty: "targets" }, message: "must have required property 'targets'", schema: schema57.properties.rollout.properties.waves.items.required, parentSchema: schema57.properties.rollout.properties.waves.items, data: data19 };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
                for (const key3 in data19) {
                  if (!(key3 === "name" || key3 === "soak" || key3 === "targets")) {
                    const err33 = { instancePath: instancePath + "/rollout/waves/" + i6, schemaPath: "#/properties/rollout/properties/waves/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key3 }, message: "must NOT have additional properties", schema: false, parentSchema: schema57.properties.rollout.properties.waves.items, data: data19 };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
                if (data19.name !== void 0) {
                  let data20 = data19.name;
                  if (typeof data20 !== "string") {
                    const err34 = { instancePath: instancePath + "/rollout/waves/" + i6 + "/name", schemaPath: "#/properties/rollout/properties/waves/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.rollout.properties.waves.items.properties.name.type, parentSchema: schema57.properties.rollout.properties.waves.items.properties.name, data: data20 };
                    if (vErrors === null) {
                      vErrors = [err34];
                    } else {
                      vErrors.push(err34);
                    }
                    errors++;
                  }
                }
                if (data19.soak !== void 0) {
                  let data21 = data19.soak;
                  if (typeof data21 == "number" && isFinite(data21)) {
                    if (data21 < 0 || isNaN(data21)) {
                      const err35 = { instancePath: instancePath + "/rollout/waves/" + i6 + "/soak", schemaPath: "#/properties/rollout/properties/waves/items/properties/soak/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema57.properties.rollout.properties.waves.items.properties.soak, data: data21 };
                      if (vErrors === null) {
                        vErrors = [err35];
                      } else {
                        vErrors.push(err35);
                      }
                      errors++;
                    }
                  } else {
                    const err36 = { instancePath: instancePath + "/rollout/waves/" + i6 + "/soak", schemaPath: "#/properties/rollout/properties/waves/items/properties/soak/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema57.properties.rollout.properties.waves.items.properties.soak.type, parentSchema: schema57.properties.rollout.properties.waves.items.properties.soak, data: data21 };
                    if (vErrors === null) {
                      vErrors = [err36];
                    } else {
                      vErrors.push(err36);
                    }
                    errors++;
                  }
                }
                if (data19.targets !== void 0) {
                  let data22 = data19.targets;
                  if (Array.isArray(data22)) {
                    const len7 = data22.length;
                    for (let i7 = 0; i7 < len7; i7++) {
                      let data23 = data22[i7];
                      if (typeof data23 !== "string") {
                        const err37 = { instancePath: instancePath + "/rollout/waves/" + i6 + "/targets/" + i7, schemaPath: "#/properties/rollout/properties/waves/items/properties/targets/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema57.properties.rollout.properties.waves.items.properties.targets.items.type, parentSchema: schema57.properties.rollout.properties.waves.items.properties.targets.items, data: data23 };
                        if (vErrors === null) {
                          vErrors = [err37];
                        } else {
                          vErrors.push(err37);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err38 = { instancePath: instancePath + "/rollout/waves/" + i6 + "/targets", schemaPath: "#/properties/rollout/properties/waves/items/properties/targets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.rollout.properties.waves.items.properties.targets.type, parentSchema: schema57.properties.rollout.properties.waves.items.properties.targets, data: data22 };
                    if (vErrors === null) {
                      vErrors = [err38];
                    } else {
                      vErrors.push(err38);
                    }
                    errors++;
                  }
                }
              } else {
                const err39 = { instancePath: instancePath + "/rollout/waves/" + i6, schemaPath: "#/properties/rollout/properties/waves/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema57.properties.rollout.properties.waves.items.type, parentSchema: schema57.properties.rollout.properties.waves.items, data: data19 };
                if (vErrors === null) {
                  vErrors = [err39];
                } else {
                  vErrors.push(err39);
                }
                errors++;
              }
            }
          } else {
            const err40 = { instancePath: instancePath + "/rollout/waves", schemaPath: "#/properties/rollout/properties/waves/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.rollout.properties.waves.type, parentSchema: schema57.properties.rollout.properties.waves, data: data18 };
            if (vErrors === null) {
              vErrors = [err40];
            } else {
              vErrors.push(err40);
            }
            errors++;
          }
        }
        if (data16.gates !== void 0) {
          let data24 = data16.gates;
          if (Array.isArray(data24)) {
            const len8 = data24.length;
            for (let i8 = 0; i8 < len8; i8++) {
              let data25 = data24[i8];
              if (!(data25 === "checks" || data25 === "log" || data25 === "queues" || data25 === "routes")) {
                const err41 = { instancePath: instancePath + "/rollout/gates/" + i8, schemaPath: "#/properties/rollout/properties/gates/items/enum", keyword: "enum", params: { allowedValues: schema57.properties.rollout.properties.gates.items.enum }, message: "must be equal to one of the allowed values", schema: schema57.properties.rollout.properties.gates.items.enum, parentSchema: schema57.properties.rollout.properties.gates.items, data: data25 };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            }
          } else {
            const err42 = { instancePath: instancePath + "/rollout/gates", schemaPath: "#/properties/rollout/properties/gates/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema57.properties.rollout.properties.gates.type, parentSchema: schema57.properties.rollout.properties.gates, data: data24 };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
        }
        if (data16.max_failures !== void 0) {
          let data26 = data16.max_failures;
          if (!(typeof data26 == "number" && (!(data26 % 1) && !isNaN(data26)) && isFinite(data26))) {
            const err43 = { instancePath: instancePath + "/rollout/max_failures", schemaPath: "#/properties/rollout/properties/max_failures/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema57.properties.rollout.properties.max_failures.type, parentSchema: schema57.properties.rollout.properties.max_failures, data: data26 };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
          if (typeof data26 == "number" && isFinite(data26)) {
            if (data26 < 0 || isNaN(data26)) {
              const err44 = { instancePath: instancePath + "/rollout/max_failures", schemaPath: "#/properties/rollout/properties/max_failures/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema57.properties.rollout.properties.max_failures, data: data26 };
              if (vErrors === null) {
                vErrors = [err44];
              } else {
                vErrors.push(err44);
              }
              errors++;
            }
          }
        }
        if (data16.on_failure !== void 0) {
          let data27 = data16.on_failure;
          if (!(data27 === "stop" || data27 === "rollback")) {
            const err45 = { instancePath: instancePath + "/rollout/on_failure", schemaPath: "#/properties/rollout/properties/on_failure/enum", keyword: "enum", params: { allowedValues: schema57.properties.rollout.properties.on_failure.enum }, message: "must be equal to one of the allowed values", schema: schema57.properties.rollout.properties.on_failure.enum, parentSchema: schema57.properties.rollout.properties.on_failure, data: data27 };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
        }
      } else {
        const err46 = { instancePath: instancePath + "/rollout", schemaPath: "#/properties/rollout/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema57.properties.rollout.type, parentSchema: schema57.properties.rollout, data: data16 };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
  } else {
    const err47 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema57.type, parentSchema: schema57, data };
    if (vErrors === null) {
      vErrors = [err47];
    } else {
      vErrors.push(err47);
    }
    errors++;
  }
  validate38.errors = vErrors;
  return errors === 0;
}
validate38.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var validateRun = validate47;
var schema68 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:run", "title": "RunDocument", "description": "run.json of a recorded run below .iopctl/runs. A record is read back by `iopctl rollback`, so every name in it is a plain one. What a later version adds is let be.", "type": "object", "required": ["format_version", "id", "started", "command", "target", "url", "namespace", "summary", "packages", "bindings", "removed", "cannot"], "properties": { "format_version": { "const": "1" }, "id": { "$ref": "#/$defs/plainName" }, "started": { "$ref": "#/$defs/time" }, "finished": { "$ref": "#/$defs/time" }, "command": { "enum": ["apply", "rollback", "reconcile"] }, "by": { "$ref": "#/$defs/line" }, "target": { "$ref": "#/$defs/line" }, "url": { "$ref": "#/$defs/line" }, "namespace": { "type": "string", "pattern": "^[%A-Za-z][%A-Za-z0-9_-]*$", "maxLength": 200 }, "digest": { "$ref": "#/$defs/line" }, "summary": { "type": "object", "required": ["create", "update", "delete", "calls"], "properties": { "create": { "$ref": "#/$defs/count" }, "update": { "$ref": "#/$defs/count" }, "delete": { "$ref": "#/$defs/count" }, "calls": { "$ref": "#/$defs/count" } } }, "outcome": { "type": "string", "pattern": "^[a-z_]+$", "maxLength": 40 }, "made": { "$ref": "#/$defs/count" }, "packages": { "type": "array", "maxItems": 1e4, "items": { "$ref": "#/$defs/package" } }, "bindings": { "type": "array", "maxItems": 1e5, "items": { "$ref": "#/$defs/className" } }, "removed": { "type": "array", "maxItems": 1e5, "items": { "$ref": "#/$defs/className" } }, "cannot": { "type": "array", "maxItems": 1e5, "items": { "type": "string", "maxLength": 2e4 } }, "undoes": { "description": "Of a rollback: the id of the run that it goes back from. Absent: an older iopctl recorded it.", "$ref": "#/$defs/plainName" }, "goes_back": { "description": "Of a run whose own way back (on_failure: rollback) was begun and did not make all of its calls: the addresses that it changes besides definitions.", "type": "array", "maxItems": 1e5, "items": { "type": "string", "maxLength": 2e4 } }, "lost": { "type": "array", "maxItems": 1e5, "items": { "type": "string", "maxLength": 2e4 } }, "rollout": { "description": "The id of the rollout that made the run; absent: none did.", "$ref": "#/$defs/plainName" }, "outside_window": { "description": "What the run passed, and why: --outside-window.", "type": "object", "required": ["rule", "reason"], "properties": { "rule": { "$ref": "#/$defs/line" }, "reason": { "$ref": "#/$defs/line" } } }, "sources": { "type": "object", "maxProperties": 1e5, "additionalProperties": { "type": "object", "additionalProperties": false, "required": ["text", "file"], "properties": { "text": { "type": "string", "maxLength": 2e4 }, "file": { "$ref": "#/$defs/line" } } } } }, "$defs": { "plainName": { "description": "A name that leads nowhere else.", "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$", "maxLength": 100 }, "packageName": { "description": "As in the desired state.", "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$", "maxLength": 100 }, "time": { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", "maxLength": 40 }, "line": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "maxLength": 4e3 }, "count": { "type": "integer", "minimum": 0 }, "className": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "maxLength": 1e3 }, "hex": { "type": "string", "pattern": "^[0-9a-f]{8,128}$" }, "package": { "type": "object", "required": ["name", "path", "entry", "digest"], "properties": { "name": { "$ref": "#/$defs/packageName" }, "path": { "$ref": "#/$defs/line" }, "entry": { "description": "Its entry of the state file, but for the path; it is checked as a state file's again.", "type": "object", "properties": { "path": false }, "maxProperties": 20 }, "digest": { "$ref": "#/$defs/hex" }, "before": { "type": "object", "required": ["digest", "code"], "properties": { "digest": { "$ref": "#/$defs/hex" }, "code": { "$ref": "#/$defs/hex" }, "commit": { "type": "string", "pattern": "^[0-9a-f]{40,64}$" } } } } } } };
var schema69 = { "description": "A name that leads nowhere else.", "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$", "maxLength": 100 };
var schema70 = { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", "maxLength": 40 };
var schema72 = { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "maxLength": 4e3 };
var schema76 = { "type": "integer", "minimum": 0 };
var schema87 = { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "maxLength": 1e3 };
var pattern37 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_-]*$", "u");
var pattern38 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", "u");
var pattern40 = new RegExp("^[^\\u0000-\\u001f\\u007f]*$", "u");
var pattern45 = new RegExp("^[a-z_]+$", "u");
var schema81 = { "type": "object", "required": ["name", "path", "entry", "digest"], "properties": { "name": { "$ref": "#/$defs/packageName" }, "path": { "$ref": "#/$defs/line" }, "entry": { "description": "Its entry of the state file, but for the path; it is checked as a state file's again.", "type": "object", "properties": { "path": false }, "maxProperties": 20 }, "digest": { "$ref": "#/$defs/hex" }, "before": { "type": "object", "required": ["digest", "code"], "properties": { "digest": { "$ref": "#/$defs/hex" }, "code": { "$ref": "#/$defs/hex" }, "commit": { "type": "string", "pattern": "^[0-9a-f]{40,64}$" } } } } };
var schema82 = { "description": "As in the desired state.", "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$", "maxLength": 100 };
var schema84 = { "type": "string", "pattern": "^[0-9a-f]{8,128}$" };
var pattern48 = new RegExp("^[0-9a-f]{8,128}$", "u");
var pattern51 = new RegExp("^[0-9a-f]{40,64}$", "u");
function validate48(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate48.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema81.required, parentSchema: schema81, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.path === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "path" }, message: "must have required property 'path'", schema: schema81.required, parentSchema: schema81, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.entry === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "entry" }, message: "must have required property 'entry'", schema: schema81.required, parentSchema: schema81, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.digest === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'", schema: schema81.required, parentSchema: schema81, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.name !== void 0) {
      let data0 = data.name;
      if (typeof data0 === "string") {
        if (func2(data0) > 100) {
          const err4 = { instancePath: instancePath + "/name", schemaPath: "#/$defs/packageName/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema82, data: data0 };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (!pattern7.test(data0)) {
          const err5 = { instancePath: instancePath + "/name", schemaPath: "#/$defs/packageName/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_-]*$", parentSchema: schema82, data: data0 };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = { instancePath: instancePath + "/name", schemaPath: "#/$defs/packageName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema82.type, parentSchema: schema82, data: data0 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.path !== void 0) {
      let data1 = data.path;
      if (typeof data1 === "string") {
        if (func2(data1) > 4e3) {
          const err7 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (!pattern40.test(data1)) {
          const err8 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data1 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/path", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data1 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.entry !== void 0) {
      let data2 = data.entry;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
        if (Object.keys(data2).length > 20) {
          const err10 = { instancePath: instancePath + "/entry", schemaPath: "#/properties/entry/maxProperties", keyword: "maxProperties", params: { limit: 20 }, message: "must NOT have more than 20 properties", schema: 20, parentSchema: schema81.properties.entry, data: data2 };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        if (data2.path !== void 0) {
          const err11 = { instancePath: instancePath + "/entry/path", schemaPath: "#/properties/entry/properties/path/false schema", keyword: "false schema", params: {}, message: "boolean schema is false", schema: false, parentSchema: schema81.properties.entry.properties.path, data: data2.path };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/entry", schemaPath: "#/properties/entry/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema81.properties.entry.type, parentSchema: schema81.properties.entry, data: data2 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.digest !== void 0) {
      let data4 = data.digest;
      if (typeof data4 === "string") {
        if (!pattern48.test(data4)) {
          const err13 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/hex/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8,128}$" }, message: 'must match pattern "^[0-9a-f]{8,128}$"', schema: "^[0-9a-f]{8,128}$", parentSchema: schema84, data: data4 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      } else {
        const err14 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/hex/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema84.type, parentSchema: schema84, data: data4 };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
    if (data.before !== void 0) {
      let data5 = data.before;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
        if (data5.digest === void 0) {
          const err15 = { instancePath: instancePath + "/before", schemaPath: "#/properties/before/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'", schema: schema81.properties.before.required, parentSchema: schema81.properties.before, data: data5 };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
        if (data5.code === void 0) {
          const err16 = { instancePath: instancePath + "/before", schemaPath: "#/properties/before/required", keyword: "required", params: { missingProperty: "code" }, message: "must have required property 'code'", schema: schema81.properties.before.required, parentSchema: schema81.properties.before, data: data5 };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (data5.digest !== void 0) {
          let data6 = data5.digest;
          if (typeof data6 === "string") {
            if (!pattern48.test(data6)) {
              const err17 = { instancePath: instancePath + "/before/digest", schemaPath: "#/$defs/hex/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8,128}$" }, message: 'must match pattern "^[0-9a-f]{8,128}$"', schema: "^[0-9a-f]{8,128}$", parentSchema: schema84, data: data6 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = { instancePath: instancePath + "/before/digest", schemaPath: "#/$defs/hex/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema84.type, parentSchema: schema84, data: data6 };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data5.code !== void 0) {
          let data7 = data5.code;
          if (typeof data7 === "string") {
            if (!pattern48.test(data7)) {
              const err19 = { instancePath: instancePath + "/before/code", schemaPath: "#/$defs/hex/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8,128}$" }, message: 'must match pattern "^[0-9a-f]{8,128}$"', schema: "^[0-9a-f]{8,128}$", parentSchema: schema84, data: data7 };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          } else {
            const err20 = { instancePath: instancePath + "/before/code", schemaPath: "#/$defs/hex/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema84.type, parentSchema: schema84, data: data7 };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data5.commit !== void 0) {
          let data8 = data5.commit;
          if (typeof data8 === "string") {
            if (!pattern51.test(data8)) {
              const err21 = { instancePath: instancePath + "/before/commit", schemaPath: "#/properties/before/properties/commit/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{40,64}$" }, message: 'must match pattern "^[0-9a-f]{40,64}$"', schema: "^[0-9a-f]{40,64}$", parentSchema: schema81.properties.before.properties.commit, data: data8 };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
          } else {
            const err22 = { instancePath: instancePath + "/before/commit", schemaPath: "#/properties/before/properties/commit/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema81.properties.before.properties.commit.type, parentSchema: schema81.properties.before.properties.commit, data: data8 };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          }
        }
      } else {
        const err23 = { instancePath: instancePath + "/before", schemaPath: "#/properties/before/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema81.properties.before.type, parentSchema: schema81.properties.before, data: data5 };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
  } else {
    const err24 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema81.type, parentSchema: schema81, data };
    if (vErrors === null) {
      vErrors = [err24];
    } else {
      vErrors.push(err24);
    }
    errors++;
  }
  validate48.errors = vErrors;
  return errors === 0;
}
validate48.evaluated = { "props": { "name": true, "path": true, "entry": true, "digest": true, "before": true }, "dynamicProps": false, "dynamicItems": false };
function validate47(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate47.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.format_version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "format_version" }, message: "must have required property 'format_version'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.id === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.started === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "started" }, message: "must have required property 'started'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.command === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "command" }, message: "must have required property 'command'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.target === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.url === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "url" }, message: "must have required property 'url'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.namespace === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "namespace" }, message: "must have required property 'namespace'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.summary === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "summary" }, message: "must have required property 'summary'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.packages === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "packages" }, message: "must have required property 'packages'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.bindings === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "bindings" }, message: "must have required property 'bindings'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.removed === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "removed" }, message: "must have required property 'removed'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.cannot === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "cannot" }, message: "must have required property 'cannot'", schema: schema68.required, parentSchema: schema68, data };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.format_version !== void 0) {
      let data0 = data.format_version;
      if ("1" !== data0) {
        const err12 = { instancePath: instancePath + "/format_version", schemaPath: "#/properties/format_version/const", keyword: "const", params: { allowedValue: "1" }, message: "must be equal to constant", schema: "1", parentSchema: schema68.properties.format_version, data: data0 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data1 = data.id;
      if (typeof data1 === "string") {
        if (func2(data1) > 100) {
          const err13 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/plainName/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema69, data: data1 };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        if (!pattern37.test(data1)) {
          const err14 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/plainName/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9][A-Za-z0-9_-]*$", parentSchema: schema69, data: data1 };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/plainName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema69.type, parentSchema: schema69, data: data1 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.started !== void 0) {
      let data2 = data.started;
      if (typeof data2 === "string") {
        if (func2(data2) > 40) {
          const err16 = { instancePath: instancePath + "/started", schemaPath: "#/$defs/time/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema70, data: data2 };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
        if (!pattern38.test(data2)) {
          const err17 = { instancePath: instancePath + "/started", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$"', schema: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", parentSchema: schema70, data: data2 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
      } else {
        const err18 = { instancePath: instancePath + "/started", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema70.type, parentSchema: schema70, data: data2 };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
    if (data.finished !== void 0) {
      let data3 = data.finished;
      if (typeof data3 === "string") {
        if (func2(data3) > 40) {
          const err19 = { instancePath: instancePath + "/finished", schemaPath: "#/$defs/time/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema70, data: data3 };
          if (vErrors === null) {
            vErrors = [err19];
          } else {
            vErrors.push(err19);
          }
          errors++;
        }
        if (!pattern38.test(data3)) {
          const err20 = { instancePath: instancePath + "/finished", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$"', schema: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", parentSchema: schema70, data: data3 };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
      } else {
        const err21 = { instancePath: instancePath + "/finished", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema70.type, parentSchema: schema70, data: data3 };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    }
    if (data.command !== void 0) {
      let data4 = data.command;
      if (!(data4 === "apply" || data4 === "rollback" || data4 === "reconcile")) {
        const err22 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/enum", keyword: "enum", params: { allowedValues: schema68.properties.command.enum }, message: "must be equal to one of the allowed values", schema: schema68.properties.command.enum, parentSchema: schema68.properties.command, data: data4 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.by !== void 0) {
      let data5 = data.by;
      if (typeof data5 === "string") {
        if (func2(data5) > 4e3) {
          const err23 = { instancePath: instancePath + "/by", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data5 };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
        if (!pattern40.test(data5)) {
          const err24 = { instancePath: instancePath + "/by", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data5 };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      } else {
        const err25 = { instancePath: instancePath + "/by", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data5 };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.target !== void 0) {
      let data6 = data.target;
      if (typeof data6 === "string") {
        if (func2(data6) > 4e3) {
          const err26 = { instancePath: instancePath + "/target", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data6 };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (!pattern40.test(data6)) {
          const err27 = { instancePath: instancePath + "/target", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data6 };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      } else {
        const err28 = { instancePath: instancePath + "/target", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data6 };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.url !== void 0) {
      let data7 = data.url;
      if (typeof data7 === "string") {
        if (func2(data7) > 4e3) {
          const err29 = { instancePath: instancePath + "/url", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data7 };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        if (!pattern40.test(data7)) {
          const err30 = { instancePath: instancePath + "/url", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data7 };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
      } else {
        const err31 = { instancePath: instancePath + "/url", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data7 };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    if (data.namespace !== void 0) {
      let data8 = data.namespace;
      if (typeof data8 === "string") {
        if (func2(data8) > 200) {
          const err32 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema68.properties.namespace, data: data8 };
          if (vErrors === null) {
            vErrors = [err32];
          } else {
            vErrors.push(err32);
          }
          errors++;
        }
        if (!pattern4.test(data8)) {
          const err33 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/pattern", keyword: "pattern", params: { pattern: "^[%A-Za-z][%A-Za-z0-9_-]*$" }, message: 'must match pattern "^[%A-Za-z][%A-Za-z0-9_-]*$"', schema: "^[%A-Za-z][%A-Za-z0-9_-]*$", parentSchema: schema68.properties.namespace, data: data8 };
          if (vErrors === null) {
            vErrors = [err33];
          } else {
            vErrors.push(err33);
          }
          errors++;
        }
      } else {
        const err34 = { instancePath: instancePath + "/namespace", schemaPath: "#/properties/namespace/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema68.properties.namespace.type, parentSchema: schema68.properties.namespace, data: data8 };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
    if (data.digest !== void 0) {
      let data9 = data.digest;
      if (typeof data9 === "string") {
        if (func2(data9) > 4e3) {
          const err35 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data9 };
          if (vErrors === null) {
            vErrors = [err35];
          } else {
            vErrors.push(err35);
          }
          errors++;
        }
        if (!pattern40.test(data9)) {
          const err36 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data9 };
          if (vErrors === null) {
            vErrors = [err36];
          } else {
            vErrors.push(err36);
          }
          errors++;
        }
      } else {
        const err37 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data9 };
        if (vErrors === null) {
          vErrors = [err37];
        } else {
          vErrors.push(err37);
        }
        errors++;
      }
    }
    if (data.summary !== void 0) {
      let data10 = data.summary;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
        if (data10.create === void 0) {
          const err38 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "create" }, message: "must have required property 'create'", schema: schema68.properties.summary.required, parentSchema: schema68.properties.summary, data: data10 };
          if (vErrors === null) {
            vErrors = [err38];
          } else {
            vErrors.push(err38);
          }
          errors++;
        }
        if (data10.update === void 0) {
          const err39 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "update" }, message: "must have required property 'update'", schema: schema68.properties.summary.required, parentSchema: schema68.properties.summary, data: data10 };
          if (vErrors === null) {
            vErrors = [err39];
          } else {
            vErrors.push(err39);
          }
          errors++;
        }
        if (data10.delete === void 0) {
          const err40 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "delete" }, message: "must have required property 'delete'", schema: schema68.properties.summary.required, parentSchema: schema68.properties.summary, data: data10 };
          if (vErrors === null) {
            vErrors = [err40];
          } else {
            vErrors.push(err40);
          }
          errors++;
        }
        if (data10.calls === void 0) {
          const err41 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/required", keyword: "required", params: { missingProperty: "calls" }, message: "must have required property 'calls'", schema: schema68.properties.summary.required, parentSchema: schema68.properties.summary, data: data10 };
          if (vErrors === null) {
            vErrors = [err41];
          } else {
            vErrors.push(err41);
          }
          errors++;
        }
        if (data10.create !== void 0) {
          let data11 = data10.create;
          if (!(typeof data11 == "number" && (!(data11 % 1) && !isNaN(data11)) && isFinite(data11))) {
            const err42 = { instancePath: instancePath + "/summary/create", schemaPath: "#/$defs/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema76.type, parentSchema: schema76, data: data11 };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
          if (typeof data11 == "number" && isFinite(data11)) {
            if (data11 < 0 || isNaN(data11)) {
              const err43 = { instancePath: instancePath + "/summary/create", schemaPath: "#/$defs/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema76, data: data11 };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                vErrors.push(err43);
              }
              errors++;
            }
          }
        }
        if (data10.update !== void 0) {
          let data12 = data10.update;
          if (!(typeof data12 == "number" && (!(data12 % 1) && !isNaN(data12)) && isFinite(data12))) {
            const err44 = { instancePath: instancePath + "/summary/update", schemaPath: "#/$defs/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema76.type, parentSchema: schema76, data: data12 };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
          if (typeof data12 == "number" && isFinite(data12)) {
            if (data12 < 0 || isNaN(data12)) {
              const err45 = { instancePath: instancePath + "/summary/update", schemaPath: "#/$defs/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema76, data: data12 };
              if (vErrors === null) {
                vErrors = [err45];
              } else {
                vErrors.push(err45);
              }
              errors++;
            }
          }
        }
        if (data10.delete !== void 0) {
          let data13 = data10.delete;
          if (!(typeof data13 == "number" && (!(data13 % 1) && !isNaN(data13)) && isFinite(data13))) {
            const err46 = { instancePath: instancePath + "/summary/delete", schemaPath: "#/$defs/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema76.type, parentSchema: schema76, data: data13 };
            if (vErrors === null) {
              vErrors = [err46];
            } else {
              vErrors.push(err46);
            }
            errors++;
          }
          if (typeof data13 == "number" && isFinite(data13)) {
            if (data13 < 0 || isNaN(data13)) {
              const err47 = { instancePath: instancePath + "/summary/delete", schemaPath: "#/$defs/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema76, data: data13 };
              if (vErrors === null) {
                vErrors = [err47];
              } else {
                vErrors.push(err47);
              }
              errors++;
            }
          }
        }
        if (data10.calls !== void 0) {
          let data14 = data10.calls;
          if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
            const err48 = { instancePath: instancePath + "/summary/calls", schemaPath: "#/$defs/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema76.type, parentSchema: schema76, data: data14 };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
          if (typeof data14 == "number" && isFinite(data14)) {
            if (data14 < 0 || isNaN(data14)) {
              const err49 = { instancePath: instancePath + "/summary/calls", schemaPath: "#/$defs/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema76, data: data14 };
              if (vErrors === null) {
                vErrors = [err49];
              } else {
                vErrors.push(err49);
              }
              errors++;
            }
          }
        }
      } else {
        const err50 = { instancePath: instancePath + "/summary", schemaPath: "#/properties/summary/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema68.properties.summary.type, parentSchema: schema68.properties.summary, data: data10 };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
    if (data.outcome !== void 0) {
      let data15 = data.outcome;
      if (typeof data15 === "string") {
        if (func2(data15) > 40) {
          const err51 = { instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema68.properties.outcome, data: data15 };
          if (vErrors === null) {
            vErrors = [err51];
          } else {
            vErrors.push(err51);
          }
          errors++;
        }
        if (!pattern45.test(data15)) {
          const err52 = { instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/pattern", keyword: "pattern", params: { pattern: "^[a-z_]+$" }, message: 'must match pattern "^[a-z_]+$"', schema: "^[a-z_]+$", parentSchema: schema68.properties.outcome, data: data15 };
          if (vErrors === null) {
            vErrors = [err52];
          } else {
            vErrors.push(err52);
          }
          errors++;
        }
      } else {
        const err53 = { instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema68.properties.outcome.type, parentSchema: schema68.properties.outcome, data: data15 };
        if (vErrors === null) {
          vErrors = [err53];
        } else {
          vErrors.push(err53);
        }
        errors++;
      }
    }
    if (data.made !== void 0) {
      let data16 = data.made;
      if (!(typeof data16 == "number" && (!(data16 % 1) && !isNaN(data16)) && isFinite(data16))) {
        const err54 = { instancePath: instancePath + "/made", schemaPath: "#/$defs/count/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema76.type, parentSchema: schema76, data: data16 };
        if (vErrors === null) {
          vErrors = [err54];
        } else {
          vErrors.push(err54);
        }
        errors++;
      }
      if (typeof data16 == "number" && isFinite(data16)) {
        if (data16 < 0 || isNaN(data16)) {
          const err55 = { instancePath: instancePath + "/made", schemaPath: "#/$defs/count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema76, data: data16 };
          if (vErrors === null) {
            vErrors = [err55];
          } else {
            vErrors.push(err55);
          }
          errors++;
        }
      }
    }
    if (data.packages !== void 0) {
      let data17 = data.packages;
      if (Array.isArray(data17)) {
        if (data17.length > 1e4) {
          const err56 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/maxItems", keyword: "maxItems", params: { limit: 1e4 }, message: "must NOT have more than 10000 items", schema: 1e4, parentSchema: schema68.properties.packages, data: data17 };
          if (vErrors === null) {
            vErrors = [err56];
          } else {
            vErrors.push(err56);
          }
          errors++;
        }
        const len0 = data17.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (!validate48(data17[i0], { instancePath: instancePath + "/packages/" + i0, parentData: data17, parentDataProperty: i0, rootData, dynamicAnchors })) {
            vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err57 = { instancePath: instancePath + "/packages", schemaPath: "#/properties/packages/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema68.properties.packages.type, parentSchema: schema68.properties.packages, data: data17 };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          vErrors.push(err57);
        }
        errors++;
      }
    }
    if (data.bindings !== void 0) {
      let data19 = data.bindings;
      if (Array.isArray(data19)) {
        if (data19.length > 1e5) {
          const err58 = { instancePath: instancePath + "/bindings", schemaPath: "#/properties/bindings/maxItems", keyword: "maxItems", params: { limit: 1e5 }, message: "must NOT have more than 100000 items", schema: 1e5, parentSchema: schema68.properties.bindings, data: data19 };
          if (vErrors === null) {
            vErrors = [err58];
          } else {
            vErrors.push(err58);
          }
          errors++;
        }
        const len1 = data19.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data20 = data19[i1];
          if (typeof data20 === "string") {
            if (func2(data20) > 1e3) {
              const err59 = { instancePath: instancePath + "/bindings/" + i1, schemaPath: "#/$defs/className/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema87, data: data20 };
              if (vErrors === null) {
                vErrors = [err59];
              } else {
                vErrors.push(err59);
              }
              errors++;
            }
            if (!pattern40.test(data20)) {
              const err60 = { instancePath: instancePath + "/bindings/" + i1, schemaPath: "#/$defs/className/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema87, data: data20 };
              if (vErrors === null) {
                vErrors = [err60];
              } else {
                vErrors.push(err60);
              }
              errors++;
            }
          } else {
            const err61 = { instancePath: instancePath + "/bindings/" + i1, schemaPath: "#/$defs/className/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema87.type, parentSchema: schema87, data: data20 };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
        }
      } else {
        const err62 = { instancePath: instancePath + "/bindings", schemaPath: "#/properties/bindings/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema68.properties.bindings.type, parentSchema: schema68.properties.bindings, data: data19 };
        if (vErrors === null) {
          vErrors = [err62];
        } else {
          vErrors.push(err62);
        }
        errors++;
      }
    }
    if (data.removed !== void 0) {
      let data21 = data.removed;
      if (Array.isArray(data21)) {
        if (data21.length > 1e5) {
          const err63 = { instancePath: instancePath + "/removed", schemaPath: "#/properties/removed/maxItems", keyword: "maxItems", params: { limit: 1e5 }, message: "must NOT have more than 100000 items", schema: 1e5, parentSchema: schema68.properties.removed, data: data21 };
          if (vErrors === null) {
            vErrors = [err63];
          } else {
            vErrors.push(err63);
          }
          errors++;
        }
        const len2 = data21.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data22 = data21[i2];
          if (typeof data22 === "string") {
            if (func2(data22) > 1e3) {
              const err64 = { instancePath: instancePath + "/removed/" + i2, schemaPath: "#/$defs/className/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema87, data: data22 };
              if (vErrors === null) {
                vErrors = [err64];
              } else {
                vErrors.push(err64);
              }
              errors++;
            }
            if (!pattern40.test(data22)) {
              const err65 = { instancePath: instancePath + "/removed/" + i2, schemaPath: "#/$defs/className/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema87, data: data22 };
              if (vErrors === null) {
                vErrors = [err65];
              } else {
                vErrors.push(err65);
              }
              errors++;
            }
          } else {
            const err66 = { instancePath: instancePath + "/removed/" + i2, schemaPath: "#/$defs/className/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema87.type, parentSchema: schema87, data: data22 };
            if (vErrors === null) {
              vErrors = [err66];
            } else {
              vErrors.push(err66);
            }
            errors++;
          }
        }
      } else {
        const err67 = { instancePath: instancePath + "/removed", schemaPath: "#/properties/removed/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema68.properties.removed.type, parentSchema: schema68.properties.removed, data: data21 };
        if (vErrors === null) {
          vErrors = [err67];
        } else {
          vErrors.push(err67);
        }
        errors++;
      }
    }
    if (data.cannot !== void 0) {
      let data23 = data.cannot;
      if (Array.isArray(data23)) {
        if (data23.length > 1e5) {
          const err68 = { instancePath: instancePath + "/cannot", schemaPath: "#/properties/cannot/maxItems", keyword: "maxItems", params: { limit: 1e5 }, message: "must NOT have more than 100000 items", schema: 1e5, parentSchema: schema68.properties.cannot, data: data23 };
          if (vErrors === null) {
            vErrors = [err68];
          } else {
            vErrors.push(err68);
          }
          errors++;
        }
        const len3 = data23.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data24 = data23[i3];
          if (typeof data24 === "string") {
            if (func2(data24) > 2e4) {
              const err69 = { instancePath: instancePath + "/cannot/" + i3, schemaPath: "#/properties/cannot/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema68.properties.cannot.items, data: data24 };
              if (vErrors === null) {
                vErrors = [err69];
              } else {
                vErrors.push(err69);
              }
              errors++;
            }
          } else {
            const err70 = { instancePath: instancePath + "/cannot/" + i3, schemaPath: "#/properties/cannot/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema68.properties.cannot.items.type, parentSchema: schema68.properties.cannot.items, data: data24 };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              vErrors.push(err70);
            }
            errors++;
          }
        }
      } else {
        const err71 = { instancePath: instancePath + "/cannot", schemaPath: "#/properties/cannot/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema68.properties.cannot.type, parentSchema: schema68.properties.cannot, data: data23 };
        if (vErrors === null) {
          vErrors = [err71];
        } else {
          vErrors.push(err71);
        }
        errors++;
      }
    }
    if (data.undoes !== void 0) {
      let data25 = data.undoes;
      if (typeof data25 === "string") {
        if (func2(data25) > 100) {
          const err72 = { instancePath: instancePath + "/undoes", schemaPath: "#/$defs/plainName/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema69, data: data25 };
          if (vErrors === null) {
            vErrors = [err72];
          } else {
            vErrors.push(err72);
          }
          errors++;
        }
        if (!pattern37.test(data25)) {
          const err73 = { instancePath: instancePath + "/undoes", schemaPath: "#/$defs/plainName/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9][A-Za-z0-9_-]*$", parentSchema: schema69, data: data25 };
          if (vErrors === null) {
            vErrors = [err73];
          } else {
            vErrors.push(err73);
          }
          errors++;
        }
      } else {
        const err74 = { instancePath: instancePath + "/undoes", schemaPath: "#/$defs/plainName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema69.type, parentSchema: schema69, data: data25 };
        if (vErrors === null) {
          vErrors = [err74];
        } else {
          vErrors.push(err74);
        }
        errors++;
      }
    }
    if (data.goes_back !== void 0) {
      let data26 = data.goes_back;
      if (Array.isArray(data26)) {
        if (data26.length > 1e5) {
          const err75 = { instancePath: instancePath + "/goes_back", schemaPath: "#/properties/goes_back/maxItems", keyword: "maxItems", params: { limit: 1e5 }, message: "must NOT have more than 100000 items", schema: 1e5, parentSchema: schema68.properties.goes_back, data: data26 };
          if (vErrors === null) {
            vErrors = [err75];
          } else {
            vErrors.push(err75);
          }
          errors++;
        }
        const len4 = data26.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data27 = data26[i4];
          if (typeof data27 === "string") {
            if (func2(data27) > 2e4) {
              const err76 = { instancePath: instancePath + "/goes_back/" + i4, schemaPath: "#/properties/goes_back/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema68.properties.goes_back.items, data: data27 };
              if (vErrors === null) {
                vErrors = [err76];
              } else {
                vErrors.push(err76);
              }
              errors++;
            }
          } else {
            const err77 = { instancePath: instancePath + "/goes_back/" + i4, schemaPath: "#/properties/goes_back/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema68.properties.goes_back.items.type, parentSchema: schema68.properties.goes_back.items, data: data27 };
            if (vErrors === null) {
              vErrors = [err77];
            } else {
              vErrors.push(err77);
            }
            errors++;
          }
        }
      } else {
        const err78 = { instancePath: instancePath + "/goes_back", schemaPath: "#/properties/goes_back/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema68.properties.goes_back.type, parentSchema: schema68.properties.goes_back, data: data26 };
        if (vErrors === null) {
          vErrors = [err78];
        } else {
          vErrors.push(err78);
        }
        errors++;
      }
    }
    if (data.lost !== void 0) {
      let data28 = data.lost;
      if (Array.isArray(data28)) {
        if (data28.length > 1e5) {
          const err79 = { instancePath: instancePath + "/lost", schemaPath: "#/properties/lost/maxItems", keyword: "maxItems", params: { limit: 1e5 }, message: "must NOT have more than 100000 items", schema: 1e5, parentSchema: schema68.properties.lost, data: data28 };
          if (vErrors === null) {
            vErrors = [err79];
          } else {
            vErrors.push(err79);
          }
          errors++;
        }
        const len5 = data28.length;
        for (let i5 = 0; i5 < len5; i5++) {
          let data29 = data28[i5];
          if (typeof data29 === "string") {
            if (func2(data29) > 2e4) {
              const err80 = { instancePath: instancePath + "/lost/" + i5, schemaPath: "#/properties/lost/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema68.properties.lost.items, data: data29 };
              if (vErrors === null) {
                vErrors = [err80];
              } else {
                vErrors.push(err80);
              }
              errors++;
            }
          } else {
            const err81 = { instancePath: instancePath + "/lost/" + i5, schemaPath: "#/properties/lost/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema68.properties.lost.items.type, parentSchema: schema68.properties.lost.items, data: data29 };
            if (vErrors === null) {
              vErrors = [err81];
            } else {
              vErrors.push(err81);
            }
            errors++;
          }
        }
      } else {
        const err82 = { instancePath: instancePath + "/lost", schemaPath: "#/properties/lost/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema68.properties.lost.type, parentSchema: schema68.properties.lost, data: data28 };
        if (vErrors === null) {
          vErrors = [err82];
        } else {
          vErrors.push(err82);
        }
        errors++;
      }
    }
    if (data.rollout !== void 0) {
      let data30 = data.rollout;
      if (typeof data30 === "string") {
        if (func2(data30) > 100) {
          const err83 = { instancePath: instancePath + "/rollout", schemaPath: "#/$defs/plainName/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema69, data: data30 };
          if (vErrors === null) {
            vErrors = [err83];
          } else {
            vErrors.push(err83);
          }
          errors++;
        }
        if (!pattern37.test(data30)) {
          const err84 = { instancePath: instancePath + "/rollout", schemaPath: "#/$defs/plainName/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9][A-Za-z0-9_-]*$", parentSchema: schema69, data: data30 };
          if (vErrors === null) {
            vErrors = [err84];
          } else {
            vErrors.push(err84);
          }
          errors++;
        }
      } else {
        const err85 = { instancePath: instancePath + "/rollout", schemaPath: "#/$defs/plainName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema69.type, parentSchema: schema69, data: data30 };
        if (vErrors === null) {
          vErrors = [err85];
        } else {
          vErrors.push(err85);
        }
        errors++;
      }
    }
    if (data.outside_window !== void 0) {
      let data31 = data.outside_window;
      if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
        if (data31.rule === void 0) {
          const err86 = { instancePath: instancePath + "/outside_window", schemaPath: "#/properties/outside_window/required", keyword: "required", params: { missingProperty: "rule" }, message: "must have required property 'rule'", schema: schema68.properties.outside_window.required, parentSchema: schema68.properties.outside_window, data: data31 };
          if (vErrors === null) {
            vErrors = [err86];
          } else {
            vErrors.push(err86);
          }
          errors++;
        }
        if (data31.reason === void 0) {
          const err87 = { instancePath: instancePath + "/outside_window", schemaPath: "#/properties/outside_window/required", keyword: "required", params: { missingProperty: "reason" }, message: "must have required property 'reason'", schema: schema68.properties.outside_window.required, parentSchema: schema68.properties.outside_window, data: data31 };
          if (vErrors === null) {
            vErrors = [err87];
          } else {
            vErrors.push(err87);
          }
          errors++;
        }
        if (data31.rule !== void 0) {
          let data32 = data31.rule;
          if (typeof data32 === "string") {
            if (func2(data32) > 4e3) {
              const err88 = { instancePath: instancePath + "/outside_window/rule", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data32 };
              if (vErrors === null) {
                vErrors = [err88];
              } else {
                vErrors.push(err88);
              }
              errors++;
            }
            if (!pattern40.test(data32)) {
              const err89 = { instancePath: instancePath + "/outside_window/rule", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data32 };
              if (vErrors === null) {
                vErrors = [err89];
              } else {
                vErrors.push(err89);
              }
              errors++;
            }
          } else {
            const err90 = { instancePath: instancePath + "/outside_window/rule", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data32 };
            if (vErrors === null) {
              vErrors = [err90];
            } else {
              vErrors.push(err90);
            }
            errors++;
          }
        }
        if (data31.reason !== void 0) {
          let data33 = data31.reason;
          if (typeof data33 === "string") {
            if (func2(data33) > 4e3) {
              const err91 = { instancePath: instancePath + "/outside_window/reason", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data33 };
              if (vErrors === null) {
                vErrors = [err91];
              } else {
                vErrors.push(err91);
              }
              errors++;
            }
            if (!pattern40.test(data33)) {
              const err92 = { instancePath: instancePath + "/outside_window/reason", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data33 };
              if (vErrors === null) {
                vErrors = [err92];
              } else {
                vErrors.push(err92);
              }
              errors++;
            }
          } else {
            const err93 = { instancePath: instancePath + "/outside_window/reason", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data33 };
            if (vErrors === null) {
              vErrors = [err93];
            } else {
              vErrors.push(err93);
            }
            errors++;
          }
        }
      } else {
        const err94 = { instancePath: instancePath + "/outside_window", schemaPath: "#/properties/outside_window/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema68.properties.outside_window.type, parentSchema: schema68.properties.outside_window, data: data31 };
        if (vErrors === null) {
          vErrors = [err94];
        } else {
          vErrors.push(err94);
        }
        errors++;
      }
    }
    if (data.sources !== void 0) {
      let data34 = data.sources;
      if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
        if (Object.keys(data34).length > 1e5) {
          const err95 = { instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/maxProperties", keyword: "maxProperties", params: { limit: 1e5 }, message: "must NOT have more than 100000 properties", schema: 1e5, parentSchema: schema68.properties.sources, data: data34 };
          if (vErrors === null) {
            vErrors = [err95];
          } else {
            vErrors.push(err95);
          }
          errors++;
        }
        for (const key0 in data34) {
          let data35 = data34[key0];
          if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
            if (data35.text === void 0) {
              const err96 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/sources/additionalProperties/required", keyword: "required", params: { missingProperty: "text" }, message: "must have required property 'text'", schema: schema68.properties.sources.additionalProperties.required, parentSchema: schema68.properties.sources.additionalProperties, data: data35 };
              if (vErrors === null) {
                vErrors = [err96];
              } else {
                vErrors.push(err96);
              }
              errors++;
            }
            if (data35.file === void 0) {
              const err97 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/sources/additionalProperties/required", keyword: "required", params: { missingProperty: "file" }, message: "must have required property 'file'", schema: schema68.properties.sources.additionalProperties.required, parentSchema: schema68.properties.sources.additionalProperties, data: data35 };
              if (vErrors === null) {
                vErrors = [err97];
              } else {
                vErrors.push(err97);
              }
              errors++;
            }
            for (const key1 in data35) {
              if (!(key1 === "text" || key1 === "file")) {
                const err98 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/sources/additionalProperties/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, message: "must NOT have additional properties", schema: false, parentSchema: schema68.properties.sources.additionalProperties, data: data35 };
                if (vErrors === null) {
                  vErrors = [err98];
                } else {
                  vErrors.push(err98);
                }
                errors++;
              }
            }
            if (data35.text !== void 0) {
              let data36 = data35.text;
              if (typeof data36 === "string") {
                if (func2(data36) > 2e4) {
                  const err99 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/text", schemaPath: "#/properties/sources/additionalProperties/properties/text/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema68.properties.sources.additionalProperties.properties.text, data: data36 };
                  if (vErrors === null) {
                    vErrors = [err99];
                  } else {
                    vErrors.push(err99);
                  }
                  errors++;
                }
              } else {
                const err100 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/text", schemaPath: "#/properties/sources/additionalProperties/properties/text/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema68.properties.sources.additionalProperties.properties.text.type, parentSchema: schema68.properties.sources.additionalProperties.properties.text, data: data36 };
                if (vErrors === null) {
                  vErrors = [err100];
                } else {
                  vErrors.push(err100);
                }
                errors++;
              }
            }
            if (data35.file !== void 0) {
              let data37 = data35.file;
              if (typeof data37 === "string") {
                if (func2(data37) > 4e3) {
                  const err101 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/file", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema72, data: data37 };
                  if (vErrors === null) {
                    vErrors = [err101];
                  } else {
                    vErrors.push(err101);
                  }
                  errors++;
                }
                if (!pattern40.test(data37)) {
                  const err102 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/file", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema72, data: data37 };
                  if (vErrors === null) {
                    vErrors = [err102];
                  } else {
                    vErrors.push(err102);
                  }
                  errors++;
                }
              } else {
                const err103 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/file", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema72.type, parentSchema: schema72, data: data37 };
                if (vErrors === null) {
                  vErrors = [err103];
                } else {
                  vErrors.push(err103);
                }
                errors++;
              }
            }
          } else {
            const err104 = { instancePath: instancePath + "/sources/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/sources/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema68.properties.sources.additionalProperties.type, parentSchema: schema68.properties.sources.additionalProperties, data: data35 };
            if (vErrors === null) {
              vErrors = [err104];
            } else {
              vErrors.push(err104);
            }
            errors++;
          }
        }
      } else {
        const err105 = { instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema68.properties.sources.type, parentSchema: schema68.properties.sources, data: data34 };
        if (vErrors === null) {
          vErrors = [err105];
        } else {
          vErrors.push(err105);
        }
        errors++;
      }
    }
  } else {
    const err106 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema68.type, parentSchema: schema68, data };
    if (vErrors === null) {
      vErrors = [err106];
    } else {
      vErrors.push(err106);
    }
    errors++;
  }
  validate47.errors = vErrors;
  return errors === 0;
}
validate47.evaluated = { "props": { "format_version": true, "id": true, "started": true, "finished": true, "command": true, "by": true, "target": true, "url": true, "namespace": true, "digest": true, "summary": true, "outcome": true, "made": true, "packages": true, "bindings": true, "removed": true, "cannot": true, "undoes": true, "goes_back": true, "lost": true, "rollout": true, "outside_window": true, "sources": true }, "dynamicProps": false, "dynamicItems": false };
var validateLeft = validate50;
var schema94 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:left", "title": "LeftDocument", "description": "left.json of a recorded run: what it left behind at each address that it changed, as digests, so that `iopctl rollback` changes back only what nobody has changed since. What a later version adds is let be.", "type": "object", "required": ["format_version", "salt", "secrets", "entries", "created", "ignore", "records_before", "removed_packages", "loses", "stays"], "properties": { "format_version": { "const": "1" }, "salt": { "type": "string", "pattern": "^[0-9a-f]{32}$" }, "secrets": { "description": "Addresses, as JSON, whose values enter a digest by the slow hash.", "type": "array", "items": { "type": "string", "maxLength": 2e4 } }, "entries": { "type": "array", "items": { "type": "object", "required": ["at", "left"], "properties": { "at": { "$ref": "#/$defs/names" }, "left": { "type": ["string", "null"], "pattern": "^[0-9a-f]{32}$" } } } }, "created": { "description": "Productions that were not defined before.", "type": "array", "items": { "type": "string", "maxLength": 1e3 } }, "ignore": { "description": "By production the patterns that the files leave alone.", "type": "object", "additionalProperties": { "type": "array", "items": { "$ref": "#/$defs/names" } } }, "records_before": { "description": "Classes of iopctl's own records that were there before.", "type": "array", "items": { "type": "string", "maxLength": 1e3 } }, "records": { "description": "A digest of what each of iopctl's records said in the end; absent where the run did not get that far, or had no need to read them.", "type": "object", "additionalProperties": { "type": "string", "pattern": "^[0-9a-f]{32}$" } }, "loses": { "description": "What is no longer as it was after a rollback, in sentences.", "type": "array", "items": { "type": "string", "maxLength": 2e4 } }, "stays": { "description": "What only stays on the server's disk, in sentences.", "type": "array", "items": { "type": "string", "maxLength": 2e4 } }, "removed_packages": { "description": "Packages that the run removed, with the release before.", "type": "array", "items": { "type": "object", "required": ["name", "digest", "code"], "properties": { "name": { "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_-]*$", "maxLength": 100 }, "digest": { "$ref": "#/$defs/hex" }, "code": { "$ref": "#/$defs/hex" }, "commit": { "type": "string", "pattern": "^[0-9a-f]{40,64}$" } } } } }, "$defs": { "names": { "type": "array", "minItems": 1, "maxItems": 10, "items": { "type": "string", "maxLength": 2e4 } }, "hex": { "type": "string", "pattern": "^[0-9a-f]{8,128}$" } } };
var schema95 = { "type": "array", "minItems": 1, "maxItems": 10, "items": { "type": "string", "maxLength": 2e4 } };
var schema97 = { "type": "string", "pattern": "^[0-9a-f]{8,128}$" };
var pattern59 = new RegExp("^[0-9a-f]{32}$", "u");
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate50.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.format_version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "format_version" }, message: "must have required property 'format_version'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.salt === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "salt" }, message: "must have required property 'salt'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.secrets === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "secrets" }, message: "must have required property 'secrets'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.entries === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "entries" }, message: "must have required property 'entries'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.created === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "created" }, message: "must have required property 'created'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.ignore === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "ignore" }, message: "must have required property 'ignore'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.records_before === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "records_before" }, message: "must have required property 'records_before'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.removed_packages === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "removed_packages" }, message: "must have required property 'removed_packages'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.loses === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "loses" }, message: "must have required property 'loses'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.stays === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "stays" }, message: "must have required property 'stays'", schema: schema94.required, parentSchema: schema94, data };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.format_version !== void 0) {
      let data0 = data.format_version;
      if ("1" !== data0) {
        const err10 = { instancePath: instancePath + "/format_version", schemaPath: "#/properties/format_version/const", keyword: "const", params: { allowedValue: "1" }, message: "must be equal to constant", schema: "1", parentSchema: schema94.properties.format_version, data: data0 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.salt !== void 0) {
      let data1 = data.salt;
      if (typeof data1 === "string") {
        if (!pattern59.test(data1)) {
          const err11 = { instancePath: instancePath + "/salt", schemaPath: "#/properties/salt/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{32}$" }, message: 'must match pattern "^[0-9a-f]{32}$"', schema: "^[0-9a-f]{32}$", parentSchema: schema94.properties.salt, data: data1 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/salt", schemaPath: "#/properties/salt/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.salt.type, parentSchema: schema94.properties.salt, data: data1 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.secrets !== void 0) {
      let data2 = data.secrets;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (typeof data3 === "string") {
            if (func2(data3) > 2e4) {
              const err13 = { instancePath: instancePath + "/secrets/" + i0, schemaPath: "#/properties/secrets/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema94.properties.secrets.items, data: data3 };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          } else {
            const err14 = { instancePath: instancePath + "/secrets/" + i0, schemaPath: "#/properties/secrets/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.secrets.items.type, parentSchema: schema94.properties.secrets.items, data: data3 };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/secrets", schemaPath: "#/properties/secrets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.secrets.type, parentSchema: schema94.properties.secrets, data: data2 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.entries !== void 0) {
      let data4 = data.entries;
      if (Array.isArray(data4)) {
        const len1 = data4.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data5 = data4[i1];
          if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
            if (data5.at === void 0) {
              const err16 = { instancePath: instancePath + "/entries/" + i1, schemaPath: "#/properties/entries/items/required", keyword: "required", params: { missingProperty: "at" }, message: "must have required property 'at'", schema: schema94.properties.entries.items.required, parentSchema: schema94.properties.entries.items, data: data5 };
              if (vErrors === null) {
                vErrors = [err16];
              } else {
                vErrors.push(err16);
              }
              errors++;
            }
            if (data5.left === void 0) {
              const err17 = { instancePath: instancePath + "/entries/" + i1, schemaPath: "#/properties/entries/items/required", keyword: "required", params: { missingProperty: "left" }, message: "must have required property 'left'", schema: schema94.properties.entries.items.required, parentSchema: schema94.properties.entries.items, data: data5 };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            if (data5.at !== void 0) {
              let data6 = data5.at;
              if (Array.isArray(data6)) {
                if (data6.length > 10) {
                  const err18 = { instancePath: instancePath + "/entries/" + i1 + "/at", schemaPath: "#/$defs/names/maxItems", keyword: "maxItems", params: { limit: 10 }, message: "must NOT have more than 10 items", schema: 10, parentSchema: schema95, data: data6 };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    vErrors.push(err18);
                  }
                  errors++;
                }
                if (data6.length < 1) {
                  const err19 = { instancePath: instancePath + "/entries/" + i1 + "/at", schemaPath: "#/$defs/names/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema95, data: data6 };
                  if (vErrors === null) {
                    vErrors = [err19];
                  } else {
                    vErrors.push(err19);
                  }
                  errors++;
                }
                const len2 = data6.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data7 = data6[i2];
                  if (typeof data7 === "string") {
                    if (func2(data7) > 2e4) {
                      const err20 = { instancePath: instancePath + "/entries/" + i1 + "/at/" + i2, schemaPath: "#/$defs/names/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema95.items, data: data7 };
                      if (vErrors === null) {
                        vErrors = [err20];
                      } else {
                        vErrors.push(err20);
                      }
                      errors++;
                    }
                  } else {
                    const err21 = { instancePath: instancePath + "/entries/" + i1 + "/at/" + i2, schemaPath: "#/$defs/names/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema95.items.type, parentSchema: schema95.items, data: data7 };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                }
              } else {
                const err22 = { instancePath: instancePath + "/entries/" + i1 + "/at", schemaPath: "#/$defs/names/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema95.type, parentSchema: schema95, data: data6 };
                if (vErrors === null) {
                  vErrors = [err22];
                } else {
                  vErrors.push(err22);
                }
                errors++;
              }
            }
            if (data5.left !== void 0) {
              let data8 = data5.left;
              if (typeof data8 !== "string" && data8 !== null) {
                const err23 = { instancePath: instancePath + "/entries/" + i1 + "/left", schemaPath: "#/properties/entries/items/properties/left/type", keyword: "type", params: { type: schema94.properties.entries.items.properties.left.type }, message: "must be string,null", schema: schema94.properties.entries.items.properties.left.type, parentSchema: schema94.properties.entries.items.properties.left, data: data8 };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
              if (typeof data8 === "string") {
                if (!pattern59.test(data8)) {
                  const err24 = { instancePath: instancePath + "/entries/" + i1 + "/left", schemaPath: "#/properties/entries/items/properties/left/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{32}$" }, message: 'must match pattern "^[0-9a-f]{32}$"', schema: "^[0-9a-f]{32}$", parentSchema: schema94.properties.entries.items.properties.left, data: data8 };
                  if (vErrors === null) {
                    vErrors = [err24];
                  } else {
                    vErrors.push(err24);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err25 = { instancePath: instancePath + "/entries/" + i1, schemaPath: "#/properties/entries/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema94.properties.entries.items.type, parentSchema: schema94.properties.entries.items, data: data5 };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        }
      } else {
        const err26 = { instancePath: instancePath + "/entries", schemaPath: "#/properties/entries/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.entries.type, parentSchema: schema94.properties.entries, data: data4 };
        if (vErrors === null) {
          vErrors = [err26];
        } else {
          vErrors.push(err26);
        }
        errors++;
      }
    }
    if (data.created !== void 0) {
      let data9 = data.created;
      if (Array.isArray(data9)) {
        const len3 = data9.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data10 = data9[i3];
          if (typeof data10 === "string") {
            if (func2(data10) > 1e3) {
              const err27 = { instancePath: instancePath + "/created/" + i3, schemaPath: "#/properties/created/items/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema94.properties.created.items, data: data10 };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          } else {
            const err28 = { instancePath: instancePath + "/created/" + i3, schemaPath: "#/properties/created/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.created.items.type, parentSchema: schema94.properties.created.items, data: data10 };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          }
        }
      } else {
        const err29 = { instancePath: instancePath + "/created", schemaPath: "#/properties/created/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.created.type, parentSchema: schema94.properties.created, data: data9 };
        if (vErrors === null) {
          vErrors = [err29];
        } else {
          vErrors.push(err29);
        }
        errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data11 = data.ignore;
      if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
        for (const key0 in data11) {
          let data12 = data11[key0];
          if (Array.isArray(data12)) {
            const len4 = data12.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data13 = data12[i4];
              if (Array.isArray(data13)) {
                if (data13.length > 10) {
                  const err30 = { instancePath: instancePath + "/ignore/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i4, schemaPath: "#/$defs/names/maxItems", keyword: "maxItems", params: { limit: 10 }, message: "must NOT have more than 10 items", schema: 10, parentSchema: schema95, data: data13 };
                  if (vErrors === null) {
                    vErrors = [err30];
                  } else {
                    vErrors.push(err30);
                  }
                  errors++;
                }
                if (data13.length < 1) {
                  const err31 = { instancePath: instancePath + "/ignore/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i4, schemaPath: "#/$defs/names/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema95, data: data13 };
                  if (vErrors === null) {
                    vErrors = [err31];
                  } else {
                    vErrors.push(err31);
                  }
                  errors++;
                }
                const len5 = data13.length;
                for (let i5 = 0; i5 < len5; i5++) {
                  let data14 = data13[i5];
                  if (typeof data14 === "string") {
                    if (func2(data14) > 2e4) {
                      const err32 = { instancePath: instancePath + "/ignore/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i4 + "/" + i5, schemaPath: "#/$defs/names/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema95.items, data: data14 };
                      if (vErrors === null) {
                        vErrors = [err32];
                      } else {
                        vErrors.push(err32);
                      }
                      errors++;
                    }
                  } else {
                    const err33 = { instancePath: instancePath + "/ignore/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i4 + "/" + i5, schemaPath: "#/$defs/names/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema95.items.type, parentSchema: schema95.items, data: data14 };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
              } else {
                const err34 = { instancePath: instancePath + "/ignore/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/" + i4, schemaPath: "#/$defs/names/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema95.type, parentSchema: schema95, data: data13 };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
            }
          } else {
            const err35 = { instancePath: instancePath + "/ignore/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/ignore/additionalProperties/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.ignore.additionalProperties.type, parentSchema: schema94.properties.ignore.additionalProperties, data: data12 };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
        }
      } else {
        const err36 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema94.properties.ignore.type, parentSchema: schema94.properties.ignore, data: data11 };
        if (vErrors === null) {
          vErrors = [err36];
        } else {
          vErrors.push(err36);
        }
        errors++;
      }
    }
    if (data.records_before !== void 0) {
      let data15 = data.records_before;
      if (Array.isArray(data15)) {
        const len6 = data15.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data16 = data15[i6];
          if (typeof data16 === "string") {
            if (func2(data16) > 1e3) {
              const err37 = { instancePath: instancePath + "/records_before/" + i6, schemaPath: "#/properties/records_before/items/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters", schema: 1e3, parentSchema: schema94.properties.records_before.items, data: data16 };
              if (vErrors === null) {
                vErrors = [err37];
              } else {
                vErrors.push(err37);
              }
              errors++;
            }
          } else {
            const err38 = { instancePath: instancePath + "/records_before/" + i6, schemaPath: "#/properties/records_before/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.records_before.items.type, parentSchema: schema94.properties.records_before.items, data: data16 };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
        }
      } else {
        const err39 = { instancePath: instancePath + "/records_before", schemaPath: "#/properties/records_before/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.records_before.type, parentSchema: schema94.properties.records_before, data: data15 };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.records !== void 0) {
      let data17 = data.records;
      if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
        for (const key1 in data17) {
          let data18 = data17[key1];
          if (typeof data18 === "string") {
            if (!pattern59.test(data18)) {
              const err40 = { instancePath: instancePath + "/records/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/records/additionalProperties/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{32}$" }, message: 'must match pattern "^[0-9a-f]{32}$"', schema: "^[0-9a-f]{32}$", parentSchema: schema94.properties.records.additionalProperties, data: data18 };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          } else {
            const err41 = { instancePath: instancePath + "/records/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/records/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.records.additionalProperties.type, parentSchema: schema94.properties.records.additionalProperties, data: data18 };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
        }
      } else {
        const err42 = { instancePath: instancePath + "/records", schemaPath: "#/properties/records/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema94.properties.records.type, parentSchema: schema94.properties.records, data: data17 };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
    }
    if (data.loses !== void 0) {
      let data19 = data.loses;
      if (Array.isArray(data19)) {
        const len7 = data19.length;
        for (let i7 = 0; i7 < len7; i7++) {
          let data20 = data19[i7];
          if (typeof data20 === "string") {
            if (func2(data20) > 2e4) {
              const err43 = { instancePath: instancePath + "/loses/" + i7, schemaPath: "#/properties/loses/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema94.properties.loses.items, data: data20 };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                vErrors.push(err43);
              }
              errors++;
            }
          } else {
            const err44 = { instancePath: instancePath + "/loses/" + i7, schemaPath: "#/properties/loses/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.loses.items.type, parentSchema: schema94.properties.loses.items, data: data20 };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
      } else {
        const err45 = { instancePath: instancePath + "/loses", schemaPath: "#/properties/loses/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.loses.type, parentSchema: schema94.properties.loses, data: data19 };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
    }
    if (data.stays !== void 0) {
      let data21 = data.stays;
      if (Array.isArray(data21)) {
        const len8 = data21.length;
        for (let i8 = 0; i8 < len8; i8++) {
          let data22 = data21[i8];
          if (typeof data22 === "string") {
            if (func2(data22) > 2e4) {
              const err46 = { instancePath: instancePath + "/stays/" + i8, schemaPath: "#/properties/stays/items/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema94.properties.stays.items, data: data22 };
              if (vErrors === null) {
                vErrors = [err46];
              } else {
                vErrors.push(err46);
              }
              errors++;
            }
          } else {
            const err47 = { instancePath: instancePath + "/stays/" + i8, schemaPath: "#/properties/stays/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.stays.items.type, parentSchema: schema94.properties.stays.items, data: data22 };
            if (vErrors === null) {
              vErrors = [err47];
            } else {
              vErrors.push(err47);
            }
            errors++;
          }
        }
      } else {
        const err48 = { instancePath: instancePath + "/stays", schemaPath: "#/properties/stays/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.stays.type, parentSchema: schema94.properties.stays, data: data21 };
        if (vErrors === null) {
          vErrors = [err48];
        } else {
          vErrors.push(err48);
        }
        errors++;
      }
    }
    if (data.removed_packages !== void 0) {
      let data23 = data.removed_packages;
      if (Array.isArray(data23)) {
        const len9 = data23.length;
        for (let i9 = 0; i9 < len9; i9++) {
          let data24 = data23[i9];
          if (data24 && typeof data24 == "object" && !Array.isArray(data24)) {
            if (data24.name === void 0) {
              const err49 = { instancePath: instancePath + "/removed_packages/" + i9, schemaPath: "#/properties/removed_packages/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema94.properties.removed_packages.items.required, parentSchema: schema94.properties.removed_packages.items, data: data24 };
              if (vErrors === null) {
                vErrors = [err49];
              } else {
                vErrors.push(err49);
              }
              errors++;
            }
            if (data24.digest === void 0) {
              const err50 = { instancePath: instancePath + "/removed_packages/" + i9, schemaPath: "#/properties/removed_packages/items/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'", schema: schema94.properties.removed_packages.items.required, parentSchema: schema94.properties.removed_packages.items, data: data24 };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            if (data24.code === void 0) {
              const err51 = { instancePath: instancePath + "/removed_packages/" + i9, schemaPath: "#/properties/removed_packages/items/required", keyword: "required", params: { missingProperty: "code" }, message: "must have required property 'code'", schema: schema94.properties.removed_packages.items.required, parentSchema: schema94.properties.removed_packages.items, data: data24 };
              if (vErrors === null) {
                vErrors = [err51];
              } else {
                vErrors.push(err51);
              }
              errors++;
            }
            if (data24.name !== void 0) {
              let data25 = data24.name;
              if (typeof data25 === "string") {
                if (func2(data25) > 100) {
                  const err52 = { instancePath: instancePath + "/removed_packages/" + i9 + "/name", schemaPath: "#/properties/removed_packages/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema94.properties.removed_packages.items.properties.name, data: data25 };
                  if (vErrors === null) {
                    vErrors = [err52];
                  } else {
                    vErrors.push(err52);
                  }
                  errors++;
                }
                if (!pattern7.test(data25)) {
                  const err53 = { instancePath: instancePath + "/removed_packages/" + i9 + "/name", schemaPath: "#/properties/removed_packages/items/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_-]*$", parentSchema: schema94.properties.removed_packages.items.properties.name, data: data25 };
                  if (vErrors === null) {
                    vErrors = [err53];
                  } else {
                    vErrors.push(err53);
                  }
                  errors++;
                }
              } else {
                const err54 = { instancePath: instancePath + "/removed_packages/" + i9 + "/name", schemaPath: "#/properties/removed_packages/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.removed_packages.items.properties.name.type, parentSchema: schema94.properties.removed_packages.items.properties.name, data: data25 };
                if (vErrors === null) {
                  vErrors = [err54];
                } else {
                  vErrors.push(err54);
                }
                errors++;
              }
            }
            if (data24.digest !== void 0) {
              let data26 = data24.digest;
              if (typeof data26 === "string") {
                if (!pattern48.test(data26)) {
                  const err55 = { instancePath: instancePath + "/removed_packages/" + i9 + "/digest", schemaPath: "#/$defs/hex/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8,128}$" }, message: 'must match pattern "^[0-9a-f]{8,128}$"', schema: "^[0-9a-f]{8,128}$", parentSchema: schema97, data: data26 };
                  if (vErrors === null) {
                    vErrors = [err55];
                  } else {
                    vErrors.push(err55);
                  }
                  errors++;
                }
              } else {
                const err56 = { instancePath: instancePath + "/removed_packages/" + i9 + "/digest", schemaPath: "#/$defs/hex/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema97.type, parentSchema: schema97, data: data26 };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
            if (data24.code !== void 0) {
              let data27 = data24.code;
              if (typeof data27 === "string") {
                if (!pattern48.test(data27)) {
                  const err57 = { instancePath: instancePath + "/removed_packages/" + i9 + "/code", schemaPath: "#/$defs/hex/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8,128}$" }, message: 'must match pattern "^[0-9a-f]{8,128}$"', schema: "^[0-9a-f]{8,128}$", parentSchema: schema97, data: data27 };
                  if (vErrors === null) {
                    vErrors = [err57];
                  } else {
                    vErrors.push(err57);
                  }
                  errors++;
                }
              } else {
                const err58 = { instancePath: instancePath + "/removed_packages/" + i9 + "/code", schemaPath: "#/$defs/hex/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema97.type, parentSchema: schema97, data: data27 };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  vErrors.push(err58);
                }
                errors++;
              }
            }
            if (data24.commit !== void 0) {
              let data28 = data24.commit;
              if (typeof data28 === "string") {
                if (!pattern51.test(data28)) {
                  const err59 = { instancePath: instancePath + "/removed_packages/" + i9 + "/commit", schemaPath: "#/properties/removed_packages/items/properties/commit/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{40,64}$" }, message: 'must match pattern "^[0-9a-f]{40,64}$"', schema: "^[0-9a-f]{40,64}$", parentSchema: schema94.properties.removed_packages.items.properties.commit, data: data28 };
                  if (vErrors === null) {
                    vErrors = [err59];
                  } else {
                    vErrors.push(err59);
                  }
                  errors++;
                }
              } else {
                const err60 = { instancePath: instancePath + "/removed_packages/" + i9 + "/commit", schemaPath: "#/properties/removed_packages/items/properties/commit/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema94.properties.removed_packages.items.properties.commit.type, parentSchema: schema94.properties.removed_packages.items.properties.commit, data: data28 };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  vErrors.push(err60);
                }
                errors++;
              }
            }
          } else {
            const err61 = { instancePath: instancePath + "/removed_packages/" + i9, schemaPath: "#/properties/removed_packages/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema94.properties.removed_packages.items.type, parentSchema: schema94.properties.removed_packages.items, data: data24 };
            if (vErrors === null) {
              vErrors = [err61];
            } else {
              vErrors.push(err61);
            }
            errors++;
          }
        }
      } else {
        const err62 = { instancePath: instancePath + "/removed_packages", schemaPath: "#/properties/removed_packages/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema94.properties.removed_packages.type, parentSchema: schema94.properties.removed_packages, data: data23 };
        if (vErrors === null) {
          vErrors = [err62];
        } else {
          vErrors.push(err62);
        }
        errors++;
      }
    }
  } else {
    const err63 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema94.type, parentSchema: schema94, data };
    if (vErrors === null) {
      vErrors = [err63];
    } else {
      vErrors.push(err63);
    }
    errors++;
  }
  validate50.errors = vErrors;
  return errors === 0;
}
validate50.evaluated = { "props": { "format_version": true, "salt": true, "secrets": true, "entries": true, "created": true, "ignore": true, "records_before": true, "records": true, "loses": true, "stays": true, "removed_packages": true }, "dynamicProps": false, "dynamicItems": false };
var validateResult = validate51;
var schema99 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:result", "title": "ResultLine", "description": "One line of --json-lines: what became of one target. Of several lines for one target the newest counts. What a later version adds is let be.", "type": "object", "required": ["format_version", "time", "command", "target", "ending", "message"], "properties": { "format_version": { "const": "1" }, "time": { "description": "When the target was done.", "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", "maxLength": 40, "examples": ["2026-01-01T00:00:00.000Z"] }, "command": { "description": "What was run.", "enum": ["plan", "drift", "apply", "rollback"], "examples": ["plan"] }, "target": { "description": "The target's name; empty where no config names it.", "type": "string", "maxLength": 200, "examples": ["ward-01"] }, "ending": { "description": "How it ended. not_reached: nothing was asked of its server.", "enum": ["done", "changes", "error", "denied", "failed", "guard", "stale", "unreachable", "not_converged", "usage", "interrupted", "terminated", "not_reached"], "examples": ["done"] }, "message": { "description": "The same for people.", "type": "string", "maxLength": 1e5, "examples": ["+0 ~1 -0, 2 calls, disruption component"] }, "differs": { "description": "Whether the server differed from the files.", "type": "boolean", "examples": [true] }, "plans": { "description": "Of plan and drift: the plan of each namespace, as in the plan's JSON (plan.schema.json).", "type": "array", "maxItems": 1e3, "items": { "type": "object" } }, "namespaces": { "description": "Of apply and rollback: each namespace, in order.", "type": "array", "maxItems": 1e3, "items": { "title": "NamespaceResult", "type": "object", "required": ["namespace", "ending", "message", "calls"], "properties": { "namespace": { "description": "The namespace.", "type": "string", "maxLength": 200, "examples": ["USER"] }, "ending": { "description": "How it ended.", "type": "string", "maxLength": 40, "examples": ["done"] }, "message": { "description": "The same for people.", "type": "string", "maxLength": 1e5 }, "calls": { "description": "Writing calls that were made.", "type": "integer", "minimum": 0, "examples": [2] } } } } } };
function validate51(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate51.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.format_version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "format_version" }, message: "must have required property 'format_version'", schema: schema99.required, parentSchema: schema99, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.time === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "time" }, message: "must have required property 'time'", schema: schema99.required, parentSchema: schema99, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.command === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "command" }, message: "must have required property 'command'", schema: schema99.required, parentSchema: schema99, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.target === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "target" }, message: "must have required property 'target'", schema: schema99.required, parentSchema: schema99, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.ending === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "ending" }, message: "must have required property 'ending'", schema: schema99.required, parentSchema: schema99, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.message === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema99.required, parentSchema: schema99, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.format_version !== void 0) {
      let data0 = data.format_version;
      if ("1" !== data0) {
        const err6 = { instancePath: instancePath + "/format_version", schemaPath: "#/properties/format_version/const", keyword: "const", params: { allowedValue: "1" }, message: "must be equal to constant", schema: "1", parentSchema: schema99.properties.format_version, data: data0 };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.time !== void 0) {
      let data1 = data.time;
      if (typeof data1 === "string") {
        if (func2(data1) > 40) {
          const err7 = { instancePath: instancePath + "/time", schemaPath: "#/properties/time/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema99.properties.time, data: data1 };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (!pattern38.test(data1)) {
          const err8 = { instancePath: instancePath + "/time", schemaPath: "#/properties/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$"', schema: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", parentSchema: schema99.properties.time, data: data1 };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = { instancePath: instancePath + "/time", schemaPath: "#/properties/time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema99.properties.time.type, parentSchema: schema99.properties.time, data: data1 };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
    if (data.command !== void 0) {
      let data2 = data.command;
      if (!(data2 === "plan" || data2 === "drift" || data2 === "apply" || data2 === "rollback")) {
        const err10 = { instancePath: instancePath + "/command", schemaPath: "#/properties/command/enum", keyword: "enum", params: { allowedValues: schema99.properties.command.enum }, message: "must be equal to one of the allowed values", schema: schema99.properties.command.enum, parentSchema: schema99.properties.command, data: data2 };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.target !== void 0) {
      let data3 = data.target;
      if (typeof data3 === "string") {
        if (func2(data3) > 200) {
          const err11 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema99.properties.target, data: data3 };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        }
      } else {
        const err12 = { instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema99.properties.target.type, parentSchema: schema99.properties.target, data: data3 };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.ending !== void 0) {
      let data4 = data.ending;
      if (!(data4 === "done" || data4 === "changes" || data4 === "error" || data4 === "denied" || data4 === "failed" || data4 === "guard" || data4 === "stale" || data4 === "unreachable" || data4 === "not_converged" || data4 === "usage" || data4 === "interrupted" || data4 === "terminated" || data4 === "not_reached")) {
        const err13 = { instancePath: instancePath + "/ending", schemaPath: "#/properties/ending/enum", keyword: "enum", params: { allowedValues: schema99.properties.ending.enum }, message: "must be equal to one of the allowed values", schema: schema99.properties.ending.enum, parentSchema: schema99.properties.ending, data: data4 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      let data5 = data.message;
      if (typeof data5 === "string") {
        if (func2(data5) > 1e5) {
          const err14 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/maxLength", keyword: "maxLength", params: { limit: 1e5 }, message: "must NOT have more than 100000 characters", schema: 1e5, parentSchema: schema99.properties.message, data: data5 };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      } else {
        const err15 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema99.properties.message.type, parentSchema: schema99.properties.message, data: data5 };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
    }
    if (data.differs !== void 0) {
      let data6 = data.differs;
      if (typeof data6 !== "boolean") {
        const err16 = { instancePath: instancePath + "/differs", schemaPath: "#/properties/differs/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean", schema: schema99.properties.differs.type, parentSchema: schema99.properties.differs, data: data6 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.plans !== void 0) {
      let data7 = data.plans;
      if (Array.isArray(data7)) {
        if (data7.length > 1e3) {
          const err17 = { instancePath: instancePath + "/plans", schemaPath: "#/properties/plans/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items", schema: 1e3, parentSchema: schema99.properties.plans, data: data7 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        const len0 = data7.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data8 = data7[i0];
          if (!(data8 && typeof data8 == "object" && !Array.isArray(data8))) {
            const err18 = { instancePath: instancePath + "/plans/" + i0, schemaPath: "#/properties/plans/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema99.properties.plans.items.type, parentSchema: schema99.properties.plans.items, data: data8 };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
      } else {
        const err19 = { instancePath: instancePath + "/plans", schemaPath: "#/properties/plans/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema99.properties.plans.type, parentSchema: schema99.properties.plans, data: data7 };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.namespaces !== void 0) {
      let data9 = data.namespaces;
      if (Array.isArray(data9)) {
        if (data9.length > 1e3) {
          const err20 = { instancePath: instancePath + "/namespaces", schemaPath: "#/properties/namespaces/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items", schema: 1e3, parentSchema: schema99.properties.namespaces, data: data9 };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
        const len1 = data9.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data10 = data9[i1];
          if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
            if (data10.namespace === void 0) {
              const err21 = { instancePath: instancePath + "/namespaces/" + i1, schemaPath: "#/properties/namespaces/items/required", keyword: "required", params: { missingProperty: "namespace" }, message: "must have required property 'namespace'", schema: schema99.properties.namespaces.items.required, parentSchema: schema99.properties.namespaces.items, data: data10 };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            if (data10.ending === void 0) {
              const err22 = { instancePath: instancePath + "/namespaces/" + i1, schemaPath: "#/properties/namespaces/items/required", keyword: "required", params: { missingProperty: "ending" }, message: "must have required property 'ending'", schema: schema99.properties.namespaces.items.required, parentSchema: schema99.properties.namespaces.items, data: data10 };
              if (vErrors === null) {
                vErrors = [err22];
              } else {
                vErrors.push(err22);
              }
              errors++;
            }
            if (data10.message === void 0) {
              const err23 = { instancePath: instancePath + "/namespaces/" + i1, schemaPath: "#/properties/namespaces/items/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema99.properties.namespaces.items.required, parentSchema: schema99.properties.namespaces.items, data: data10 };
              if (vErrors === null) {
                vErrors = [err23];
              } else {
                vErrors.push(err23);
              }
              errors++;
            }
            if (data10.calls === void 0) {
              const err24 = { instancePath: instancePath + "/namespaces/" + i1, schemaPath: "#/properties/namespaces/items/required", keyword: "required", params: { missingProperty: "calls" }, message: "must have required property 'calls'", schema: schema99.properties.namespaces.items.required, parentSchema: schema99.properties.namespaces.items, data: data10 };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            if (data10.namespace !== void 0) {
              let data11 = data10.namespace;
              if (typeof data11 === "string") {
                if (func2(data11) > 200) {
                  const err25 = { instancePath: instancePath + "/namespaces/" + i1 + "/namespace", schemaPath: "#/properties/namespaces/items/properties/namespace/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema99.properties.namespaces.items.properties.namespace, data: data11 };
                  if (vErrors === null) {
                    vErrors = [err25];
                  } else {
                    vErrors.push(err25);
                  }
                  errors++;
                }
              } else {
                const err26 = { instancePath: instancePath + "/namespaces/" + i1 + "/namespace", schemaPath: "#/properties/namespaces/items/properties/namespace/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema99.properties.namespaces.items.properties.namespace.type, parentSchema: schema99.properties.namespaces.items.properties.namespace, data: data11 };
                if (vErrors === null) {
                  vErrors = [err26];
                } else {
                  vErrors.push(err26);
                }
                errors++;
              }
            }
            if (data10.ending !== void 0) {
              let data12 = data10.ending;
              if (typeof data12 === "string") {
                if (func2(data12) > 40) {
                  const err27 = { instancePath: instancePath + "/namespaces/" + i1 + "/ending", schemaPath: "#/properties/namespaces/items/properties/ending/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema99.properties.namespaces.items.properties.ending, data: data12 };
                  if (vErrors === null) {
                    vErrors = [err27];
                  } else {
                    vErrors.push(err27);
                  }
                  errors++;
                }
              } else {
                const err28 = { instancePath: instancePath + "/namespaces/" + i1 + "/ending", schemaPath: "#/properties/namespaces/items/properties/ending/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema99.properties.namespaces.items.properties.ending.type, parentSchema: schema99.properties.namespaces.items.properties.ending, data: data12 };
                if (vErrors === null) {
                  vErrors = [err28];
                } else {
                  vErrors.push(err28);
                }
                errors++;
              }
            }
            if (data10.message !== void 0) {
              let data13 = data10.message;
              if (typeof data13 === "string") {
                if (func2(data13) > 1e5) {
                  const err29 = { instancePath: instancePath + "/namespaces/" + i1 + "/message", schemaPath: "#/properties/namespaces/items/properties/message/maxLength", keyword: "maxLength", params: { limit: 1e5 }, message: "must NOT have more than 100000 characters", schema: 1e5, parentSchema: schema99.properties.namespaces.items.properties.message, data: data13 };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                }
              } else {
                const err30 = { instancePath: instancePath + "/namespaces/" + i1 + "/message", schemaPath: "#/properties/namespaces/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema99.properties.namespaces.items.properties.message.type, parentSchema: schema99.properties.namespaces.items.properties.message, data: data13 };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
            if (data10.calls !== void 0) {
              let data14 = data10.calls;
              if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
                const err31 = { instancePath: instancePath + "/namespaces/" + i1 + "/calls", schemaPath: "#/properties/namespaces/items/properties/calls/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema99.properties.namespaces.items.properties.calls.type, parentSchema: schema99.properties.namespaces.items.properties.calls, data: data14 };
                if (vErrors === null) {
                  vErrors = [err31];
                } else {
                  vErrors.push(err31);
                }
                errors++;
              }
              if (typeof data14 == "number" && isFinite(data14)) {
                if (data14 < 0 || isNaN(data14)) {
                  const err32 = { instancePath: instancePath + "/namespaces/" + i1 + "/calls", schemaPath: "#/properties/namespaces/items/properties/calls/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema99.properties.namespaces.items.properties.calls, data: data14 };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err33 = { instancePath: instancePath + "/namespaces/" + i1, schemaPath: "#/properties/namespaces/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema99.properties.namespaces.items.type, parentSchema: schema99.properties.namespaces.items, data: data10 };
            if (vErrors === null) {
              vErrors = [err33];
            } else {
              vErrors.push(err33);
            }
            errors++;
          }
        }
      } else {
        const err34 = { instancePath: instancePath + "/namespaces", schemaPath: "#/properties/namespaces/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema99.properties.namespaces.type, parentSchema: schema99.properties.namespaces, data: data9 };
        if (vErrors === null) {
          vErrors = [err34];
        } else {
          vErrors.push(err34);
        }
        errors++;
      }
    }
  } else {
    const err35 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema99.type, parentSchema: schema99, data };
    if (vErrors === null) {
      vErrors = [err35];
    } else {
      vErrors.push(err35);
    }
    errors++;
  }
  validate51.errors = vErrors;
  return errors === 0;
}
validate51.evaluated = { "props": { "format_version": true, "time": true, "command": true, "target": true, "ending": true, "message": true, "differs": true, "plans": true, "namespaces": true }, "dynamicProps": false, "dynamicItems": false };
var validateRollout = validate52;
var schema100 = { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:iopctl:schema:rollout", "title": "RolloutDocument", "description": "What `iopctl rollout status --json` prints, and rollout.json of a rollout below .iopctl/rollouts (while it runs, what has become of it since stands in steps.ndjson beside it): the waves, and how far each target has come. What a later version adds is let be.", "type": "object", "required": ["format_version", "id", "started", "by", "digest", "waves", "gates", "max_failures", "on_failure", "state", "wave", "targets", "limits"], "properties": { "format_version": { "const": "1" }, "id": { "$ref": "#/$defs/plainName" }, "started": { "$ref": "#/$defs/time" }, "finished": { "$ref": "#/$defs/time" }, "by": { "$ref": "#/$defs/line" }, "digest": { "$ref": "#/$defs/line" }, "waves": { "type": "array", "maxItems": 1e3, "items": { "type": "object", "required": ["name", "soak", "targets"], "properties": { "name": { "$ref": "#/$defs/target" }, "soak": { "description": "Milliseconds.", "type": "number", "minimum": 0 }, "targets": { "type": "array", "maxItems": 1e5, "items": { "$ref": "#/$defs/target" } } } } }, "gates": { "type": "array", "items": { "enum": ["checks", "log", "queues", "routes"] } }, "max_failures": { "type": "integer", "minimum": 0 }, "on_failure": { "enum": ["stop", "rollback"] }, "state": { "description": "done, stopped and aborted are ends; from all others it goes on.", "enum": ["applying", "soaking", "waiting", "paused", "undoing", "done", "stopped", "aborted"] }, "wave": { "description": "The index of the wave that it is at.", "type": "integer", "minimum": 0 }, "soak_until": { "$ref": "#/$defs/time" }, "message": { "type": "string", "maxLength": 2e4 }, "limits": { "type": "object", "maxProperties": 100 }, "steps": { "description": "In the file: the number of the last step that it holds; those of steps.ndjson up to it are in it already.", "type": "integer", "minimum": 0 }, "targets": { "type": "object", "maxProperties": 1e5, "propertyNames": { "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, "additionalProperties": { "type": "object", "required": ["state", "runs", "calls", "message"], "properties": { "state": { "enum": ["waits", "applying", "applied", "failed", "undone", "not_undone"] }, "runs": { "type": "array", "maxItems": 1e4, "items": { "$ref": "#/$defs/plainName" } }, "calls": { "type": "integer", "minimum": 0 }, "message": { "type": "string", "maxLength": 2e4 }, "ending": { "type": "string", "pattern": "^[a-z_]+$", "maxLength": 40 }, "before": { "description": "By namespace, what stood there before: for the gates.", "type": "object", "additionalProperties": { "type": "object", "required": ["log"], "properties": { "log": { "type": "number" }, "queues": { "type": "object", "additionalProperties": { "type": "number" } } } } } } } } }, "$defs": { "plainName": { "description": "A name that leads nowhere else.", "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$", "maxLength": 100 }, "target": { "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "maxLength": 200 }, "time": { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", "maxLength": 40 }, "line": { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "maxLength": 4e3 } } };
var schema101 = { "description": "A name that leads nowhere else.", "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]*$", "maxLength": 100 };
var schema102 = { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", "maxLength": 40 };
var schema104 = { "type": "string", "pattern": "^[^\\u0000-\\u001f\\u007f]*$", "maxLength": 4e3 };
var schema106 = { "type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "maxLength": 200 };
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  ;
  let vErrors = null;
  let errors = 0;
  const evaluated0 = validate52.evaluated;
  if (evaluated0.dynamicProps) {
    evaluated0.props = void 0;
  }
  if (evaluated0.dynamicItems) {
    evaluated0.items = void 0;
  }
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.format_version === void 0) {
      const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "format_version" }, message: "must have required property 'format_version'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.id === void 0) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (data.started === void 0) {
      const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "started" }, message: "must have required property 'started'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (data.by === void 0) {
      const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "by" }, message: "must have required property 'by'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (data.digest === void 0) {
      const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "digest" }, message: "must have required property 'digest'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (data.waves === void 0) {
      const err5 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "waves" }, message: "must have required property 'waves'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    if (data.gates === void 0) {
      const err6 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "gates" }, message: "must have required property 'gates'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (data.max_failures === void 0) {
      const err7 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "max_failures" }, message: "must have required property 'max_failures'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.on_failure === void 0) {
      const err8 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "on_failure" }, message: "must have required property 'on_failure'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    if (data.state === void 0) {
      const err9 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    if (data.wave === void 0) {
      const err10 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "wave" }, message: "must have required property 'wave'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.targets === void 0) {
      const err11 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "targets" }, message: "must have required property 'targets'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (data.limits === void 0) {
      const err12 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "limits" }, message: "must have required property 'limits'", schema: schema100.required, parentSchema: schema100, data };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    if (data.format_version !== void 0) {
      let data0 = data.format_version;
      if ("1" !== data0) {
        const err13 = { instancePath: instancePath + "/format_version", schemaPath: "#/properties/format_version/const", keyword: "const", params: { allowedValue: "1" }, message: "must be equal to constant", schema: "1", parentSchema: schema100.properties.format_version, data: data0 };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
    }
    if (data.id !== void 0) {
      let data1 = data.id;
      if (typeof data1 === "string") {
        if (func2(data1) > 100) {
          const err14 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/plainName/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema101, data: data1 };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
        if (!pattern37.test(data1)) {
          const err15 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/plainName/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9][A-Za-z0-9_-]*$", parentSchema: schema101, data: data1 };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      } else {
        const err16 = { instancePath: instancePath + "/id", schemaPath: "#/$defs/plainName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema101.type, parentSchema: schema101, data: data1 };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.started !== void 0) {
      let data2 = data.started;
      if (typeof data2 === "string") {
        if (func2(data2) > 40) {
          const err17 = { instancePath: instancePath + "/started", schemaPath: "#/$defs/time/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema102, data: data2 };
          if (vErrors === null) {
            vErrors = [err17];
          } else {
            vErrors.push(err17);
          }
          errors++;
        }
        if (!pattern38.test(data2)) {
          const err18 = { instancePath: instancePath + "/started", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$"', schema: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", parentSchema: schema102, data: data2 };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      } else {
        const err19 = { instancePath: instancePath + "/started", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema102.type, parentSchema: schema102, data: data2 };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.finished !== void 0) {
      let data3 = data.finished;
      if (typeof data3 === "string") {
        if (func2(data3) > 40) {
          const err20 = { instancePath: instancePath + "/finished", schemaPath: "#/$defs/time/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema102, data: data3 };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
        if (!pattern38.test(data3)) {
          const err21 = { instancePath: instancePath + "/finished", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$"', schema: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", parentSchema: schema102, data: data3 };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
      } else {
        const err22 = { instancePath: instancePath + "/finished", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema102.type, parentSchema: schema102, data: data3 };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.by !== void 0) {
      let data4 = data.by;
      if (typeof data4 === "string") {
        if (func2(data4) > 4e3) {
          const err23 = { instancePath: instancePath + "/by", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema104, data: data4 };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
        if (!pattern40.test(data4)) {
          const err24 = { instancePath: instancePath + "/by", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema104, data: data4 };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
      } else {
        const err25 = { instancePath: instancePath + "/by", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema104.type, parentSchema: schema104, data: data4 };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.digest !== void 0) {
      let data5 = data.digest;
      if (typeof data5 === "string") {
        if (func2(data5) > 4e3) {
          const err26 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/line/maxLength", keyword: "maxLength", params: { limit: 4e3 }, message: "must NOT have more than 4000 characters", schema: 4e3, parentSchema: schema104, data: data5 };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (!pattern40.test(data5)) {
          const err27 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/line/pattern", keyword: "pattern", params: { pattern: "^[^\\u0000-\\u001f\\u007f]*$" }, message: 'must match pattern "^[^\\u0000-\\u001f\\u007f]*$"', schema: "^[^\\u0000-\\u001f\\u007f]*$", parentSchema: schema104, data: data5 };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
      } else {
        const err28 = { instancePath: instancePath + "/digest", schemaPath: "#/$defs/line/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema104.type, parentSchema: schema104, data: data5 };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    if (data.waves !== void 0) {
      let data6 = data.waves;
      if (Array.isArray(data6)) {
        if (data6.length > 1e3) {
          const err29 = { instancePath: instancePath + "/waves", schemaPath: "#/properties/waves/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items", schema: 1e3, parentSchema: schema100.properties.waves, data: data6 };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data7 = data6[i0];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            if (data7.name === void 0) {
              const err30 = { instancePath: instancePath + "/waves/" + i0, schemaPath: "#/properties/waves/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema100.properties.waves.items.required, parentSchema: schema100.properties.waves.items, data: data7 };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            if (data7.soak === void 0) {
              const err31 = { instancePath: instancePath + "/waves/" + i0, schemaPath: "#/properties/waves/items/required", keyword: "required", params: { missingProperty: "soak" }, message: "must have required property 'soak'", schema: schema100.properties.waves.items.required, parentSchema: schema100.properties.waves.items, data: data7 };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            if (data7.targets === void 0) {
              const err32 = { instancePath: instancePath + "/waves/" + i0, schemaPath: "#/properties/waves/items/required", keyword: "required", params: { missingProperty: "targets" }, message: "must have required property 'targets'", schema: schema100.properties.waves.items.required, parentSchema: schema100.properties.waves.items, data: data7 };
              if (vErrors === null) {
                vErrors = [err32];
              } else {
                vErrors.push(err32);
              }
              errors++;
            }
            if (data7.name !== void 0) {
              let data8 = data7.name;
              if (typeof data8 === "string") {
                if (func2(data8) > 200) {
                  const err33 = { instancePath: instancePath + "/waves/" + i0 + "/name", schemaPath: "#/$defs/target/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema106, data: data8 };
                  if (vErrors === null) {
                    vErrors = [err33];
                  } else {
                    vErrors.push(err33);
                  }
                  errors++;
                }
                if (!pattern20.test(data8)) {
                  const err34 = { instancePath: instancePath + "/waves/" + i0 + "/name", schemaPath: "#/$defs/target/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", parentSchema: schema106, data: data8 };
                  if (vErrors === null) {
                    vErrors = [err34];
                  } else {
                    vErrors.push(err34);
                  }
                  errors++;
                }
              } else {
                const err35 = { instancePath: instancePath + "/waves/" + i0 + "/name", schemaPath: "#/$defs/target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema106.type, parentSchema: schema106, data: data8 };
                if (vErrors === null) {
                  vErrors = [err35];
                } else {
                  vErrors.push(err35);
                }
                errors++;
              }
            }
            if (data7.soak !== void 0) {
              let data9 = data7.soak;
              if (typeof data9 == "number" && isFinite(data9)) {
                if (data9 < 0 || isNaN(data9)) {
                  const err36 = { instancePath: instancePath + "/waves/" + i0 + "/soak", schemaPath: "#/properties/waves/items/properties/soak/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema100.properties.waves.items.properties.soak, data: data9 };
                  if (vErrors === null) {
                    vErrors = [err36];
                  } else {
                    vErrors.push(err36);
                  }
                  errors++;
                }
              } else {
                const err37 = { instancePath: instancePath + "/waves/" + i0 + "/soak", schemaPath: "#/properties/waves/items/properties/soak/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema100.properties.waves.items.properties.soak.type, parentSchema: schema100.properties.waves.items.properties.soak, data: data9 };
                if (vErrors === null) {
                  vErrors = [err37];
                } else {
                  vErrors.push(err37);
                }
                errors++;
              }
            }
            if (data7.targets !== void 0) {
              let data10 = data7.targets;
              if (Array.isArray(data10)) {
                if (data10.length > 1e5) {
                  const err38 = { instancePath: instancePath + "/waves/" + i0 + "/targets", schemaPath: "#/properties/waves/items/properties/targets/maxItems", keyword: "maxItems", params: { limit: 1e5 }, message: "must NOT have more than 100000 items", schema: 1e5, parentSchema: schema100.properties.waves.items.properties.targets, data: data10 };
                  if (vErrors === null) {
                    vErrors = [err38];
                  } else {
                    vErrors.push(err38);
                  }
                  errors++;
                }
                const len1 = data10.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data11 = data10[i1];
                  if (typeof data11 === "string") {
                    if (func2(data11) > 200) {
                      const err39 = { instancePath: instancePath + "/waves/" + i0 + "/targets/" + i1, schemaPath: "#/$defs/target/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters", schema: 200, parentSchema: schema106, data: data11 };
                      if (vErrors === null) {
                        vErrors = [err39];
                      } else {
                        vErrors.push(err39);
                      }
                      errors++;
                    }
                    if (!pattern20.test(data11)) {
                      const err40 = { instancePath: instancePath + "/waves/" + i0 + "/targets/" + i1, schemaPath: "#/$defs/target/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", parentSchema: schema106, data: data11 };
                      if (vErrors === null) {
                        vErrors = [err40];
                      } else {
                        vErrors.push(err40);
                      }
                      errors++;
                    }
                  } else {
                    const err41 = { instancePath: instancePath + "/waves/" + i0 + "/targets/" + i1, schemaPath: "#/$defs/target/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema106.type, parentSchema: schema106, data: data11 };
                    if (vErrors === null) {
                      vErrors = [err41];
                    } else {
                      vErrors.push(err41);
                    }
                    errors++;
                  }
                }
              } else {
                const err42 = { instancePath: instancePath + "/waves/" + i0 + "/targets", schemaPath: "#/properties/waves/items/properties/targets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema100.properties.waves.items.properties.targets.type, parentSchema: schema100.properties.waves.items.properties.targets, data: data10 };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
            }
          } else {
            const err43 = { instancePath: instancePath + "/waves/" + i0, schemaPath: "#/properties/waves/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.waves.items.type, parentSchema: schema100.properties.waves.items, data: data7 };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
      } else {
        const err44 = { instancePath: instancePath + "/waves", schemaPath: "#/properties/waves/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema100.properties.waves.type, parentSchema: schema100.properties.waves, data: data6 };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.gates !== void 0) {
      let data12 = data.gates;
      if (Array.isArray(data12)) {
        const len2 = data12.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data13 = data12[i2];
          if (!(data13 === "checks" || data13 === "log" || data13 === "queues" || data13 === "routes")) {
            const err45 = { instancePath: instancePath + "/gates/" + i2, schemaPath: "#/properties/gates/items/enum", keyword: "enum", params: { allowedValues: schema100.properties.gates.items.enum }, message: "must be equal to one of the allowed values", schema: schema100.properties.gates.items.enum, parentSchema: schema100.properties.gates.items, data: data13 };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
        }
      } else {
        const err46 = { instancePath: instancePath + "/gates", schemaPath: "#/properties/gates/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema100.properties.gates.type, parentSchema: schema100.properties.gates, data: data12 };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.max_failures !== void 0) {
      let data14 = data.max_failures;
      if (!(typeof data14 == "number" && (!(data14 % 1) && !isNaN(data14)) && isFinite(data14))) {
        const err47 = { instancePath: instancePath + "/max_failures", schemaPath: "#/properties/max_failures/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema100.properties.max_failures.type, parentSchema: schema100.properties.max_failures, data: data14 };
        if (vErrors === null) {
          vErrors = [err47];
        } else {
          vErrors.push(err47);
        }
        errors++;
      }
      if (typeof data14 == "number" && isFinite(data14)) {
        if (data14 < 0 || isNaN(data14)) {
          const err48 = { instancePath: instancePath + "/max_failures", schemaPath: "#/properties/max_failures/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema100.properties.max_failures, data: data14 };
          if (vErrors === null) {
            vErrors = [err48];
          } else {
            vErrors.push(err48);
          }
          errors++;
        }
      }
    }
    if (data.on_failure !== void 0) {
      let data15 = data.on_failure;
      if (!(data15 === "stop" || data15 === "rollback")) {
        const err49 = { instancePath: instancePath + "/on_failure", schemaPath: "#/properties/on_failure/enum", keyword: "enum", params: { allowedValues: schema100.properties.on_failure.enum }, message: "must be equal to one of the allowed values", schema: schema100.properties.on_failure.enum, parentSchema: schema100.properties.on_failure, data: data15 };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
    }
    if (data.state !== void 0) {
      let data16 = data.state;
      if (!(data16 === "applying" || data16 === "soaking" || data16 === "waiting" || data16 === "paused" || data16 === "undoing" || data16 === "done" || data16 === "stopped" || data16 === "aborted")) {
        const err50 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/enum", keyword: "enum", params: { allowedValues: schema100.properties.state.enum }, message: "must be equal to one of the allowed values", schema: schema100.properties.state.enum, parentSchema: schema100.properties.state, data: data16 };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
    if (data.wave !== void 0) {
      let data17 = data.wave;
      if (!(typeof data17 == "number" && (!(data17 % 1) && !isNaN(data17)) && isFinite(data17))) {
        const err51 = { instancePath: instancePath + "/wave", schemaPath: "#/properties/wave/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema100.properties.wave.type, parentSchema: schema100.properties.wave, data: data17 };
        if (vErrors === null) {
          vErrors = [err51];
        } else {
          vErrors.push(err51);
        }
        errors++;
      }
      if (typeof data17 == "number" && isFinite(data17)) {
        if (data17 < 0 || isNaN(data17)) {
          const err52 = { instancePath: instancePath + "/wave", schemaPath: "#/properties/wave/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema100.properties.wave, data: data17 };
          if (vErrors === null) {
            vErrors = [err52];
          } else {
            vErrors.push(err52);
          }
          errors++;
        }
      }
    }
    if (data.soak_until !== void 0) {
      let data18 = data.soak_until;
      if (typeof data18 === "string") {
        if (func2(data18) > 40) {
          const err53 = { instancePath: instancePath + "/soak_until", schemaPath: "#/$defs/time/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema102, data: data18 };
          if (vErrors === null) {
            vErrors = [err53];
          } else {
            vErrors.push(err53);
          }
          errors++;
        }
        if (!pattern38.test(data18)) {
          const err54 = { instancePath: instancePath + "/soak_until", schemaPath: "#/$defs/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$"', schema: "^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$", parentSchema: schema102, data: data18 };
          if (vErrors === null) {
            vErrors = [err54];
          } else {
            vErrors.push(err54);
          }
          errors++;
        }
      } else {
        const err55 = { instancePath: instancePath + "/soak_until", schemaPath: "#/$defs/time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema102.type, parentSchema: schema102, data: data18 };
        if (vErrors === null) {
          vErrors = [err55];
        } else {
          vErrors.push(err55);
        }
        errors++;
      }
    }
    if (data.message !== void 0) {
      let data19 = data.message;
      if (typeof data19 === "string") {
        if (func2(data19) > 2e4) {
          const err56 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema100.properties.message, data: data19 };
          if (vErrors === null) {
            vErrors = [err56];
          } else {
            vErrors.push(err56);
          }
          errors++;
        }
      } else {
        const err57 = { instancePath: instancePath + "/message", schemaPath: "#/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema100.properties.message.type, parentSchema: schema100.properties.message, data: data19 };
        if (vErrors === null) {
          vErrors = [err57];
        } else {
          vErrors.push(err57);
        }
        errors++;
      }
    }
    if (data.limits !== void 0) {
      let data20 = data.limits;
      if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
        if (Object.keys(data20).length > 100) {
          const err58 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/maxProperties", keyword: "maxProperties", params: { limit: 100 }, message: "must NOT have more than 100 properties", schema: 100, parentSchema: schema100.properties.limits, data: data20 };
          if (vErrors === null) {
            vErrors = [err58];
          } else {
            vErrors.push(err58);
          }
          errors++;
        }
      } else {
        const err59 = { instancePath: instancePath + "/limits", schemaPath: "#/properties/limits/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.limits.type, parentSchema: schema100.properties.limits, data: data20 };
        if (vErrors === null) {
          vErrors = [err59];
        } else {
          vErrors.push(err59);
        }
        errors++;
      }
    }
    if (data.steps !== void 0) {
      let data21 = data.steps;
      if (!(typeof data21 == "number" && (!(data21 % 1) && !isNaN(data21)) && isFinite(data21))) {
        const err60 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema100.properties.steps.type, parentSchema: schema100.properties.steps, data: data21 };
        if (vErrors === null) {
          vErrors = [err60];
        } else {
          vErrors.push(err60);
        }
        errors++;
      }
      if (typeof data21 == "number" && isFinite(data21)) {
        if (data21 < 0 || isNaN(data21)) {
          const err61 = { instancePath: instancePath + "/steps", schemaPath: "#/properties/steps/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema100.properties.steps, data: data21 };
          if (vErrors === null) {
            vErrors = [err61];
          } else {
            vErrors.push(err61);
          }
          errors++;
        }
      }
    }
    if (data.targets !== void 0) {
      let data22 = data.targets;
      if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
        if (Object.keys(data22).length > 1e5) {
          const err62 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/maxProperties", keyword: "maxProperties", params: { limit: 1e5 }, message: "must NOT have more than 100000 properties", schema: 1e5, parentSchema: schema100.properties.targets, data: data22 };
          if (vErrors === null) {
            vErrors = [err62];
          } else {
            vErrors.push(err62);
          }
          errors++;
        }
        for (const key0 in data22) {
          const _errs51 = errors;
          if (typeof key0 === "string") {
            if (!pattern20.test(key0)) {
              const err63 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/propertyNames/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$" }, message: 'must match pattern "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"', schema: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", parentSchema: schema100.properties.targets.propertyNames, data: key0, propertyName: key0 };
              if (vErrors === null) {
                vErrors = [err63];
              } else {
                vErrors.push(err63);
              }
              errors++;
            }
          }
          var valid16 = _errs51 === errors;
          if (!valid16) {
            const err64 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/propertyNames", keyword: "propertyNames", params: { propertyName: key0 }, message: "property name must be valid", schema: schema100.properties.targets.propertyNames, parentSchema: schema100.properties.targets, data: data22 };
            if (vErrors === null) {
              vErrors = [err64];
            } else {
              vErrors.push(err64);
            }
            errors++;
          }
        }
        for (const key1 in data22) {
          let data23 = data22[key1];
          if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
            if (data23.state === void 0) {
              const err65 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/required", keyword: "required", params: { missingProperty: "state" }, message: "must have required property 'state'", schema: schema100.properties.targets.additionalProperties.required, parentSchema: schema100.properties.targets.additionalProperties, data: data23 };
              if (vErrors === null) {
                vErrors = [err65];
              } else {
                vErrors.push(err65);
              }
              errors++;
            }
            if (data23.runs === void 0) {
              const err66 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/required", keyword: "required", params: { missingProperty: "runs" }, message: "must have required property 'runs'", schema: schema100.properties.targets.additionalProperties.required, parentSchema: schema100.properties.targets.additionalProperties, data: data23 };
              if (vErrors === null) {
                vErrors = [err66];
              } else {
                vErrors.push(err66);
              }
              errors++;
            }
            if (data23.calls === void 0) {
              const err67 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/required", keyword: "required", params: { missingProperty: "calls" }, message: "must have required property 'calls'", schema: schema100.properties.targets.additionalProperties.required, parentSchema: schema100.properties.targets.additionalProperties, data: data23 };
              if (vErrors === null) {
                vErrors = [err67];
              } else {
                vErrors.push(err67);
              }
              errors++;
            }
            if (data23.message === void 0) {
              const err68 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'", schema: schema100.properties.targets.additionalProperties.required, parentSchema: schema100.properties.targets.additionalProperties, data: data23 };
              if (vErrors === null) {
                vErrors = [err68];
              } else {
                vErrors.push(err68);
              }
              errors++;
            }
            if (data23.state !== void 0) {
              let data24 = data23.state;
              if (!(data24 === "waits" || data24 === "applying" || data24 === "applied" || data24 === "failed" || data24 === "undone" || data24 === "not_undone")) {
                const err69 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/state", schemaPath: "#/properties/targets/additionalProperties/properties/state/enum", keyword: "enum", params: { allowedValues: schema100.properties.targets.additionalProperties.properties.state.enum }, message: "must be equal to one of the allowed values", schema: schema100.properties.targets.additionalProperties.properties.state.enum, parentSchema: schema100.properties.targets.additionalProperties.properties.state, data: data24 };
                if (vErrors === null) {
                  vErrors = [err69];
                } else {
                  vErrors.push(err69);
                }
                errors++;
              }
            }
            if (data23.runs !== void 0) {
              let data25 = data23.runs;
              if (Array.isArray(data25)) {
                if (data25.length > 1e4) {
                  const err70 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/runs", schemaPath: "#/properties/targets/additionalProperties/properties/runs/maxItems", keyword: "maxItems", params: { limit: 1e4 }, message: "must NOT have more than 10000 items", schema: 1e4, parentSchema: schema100.properties.targets.additionalProperties.properties.runs, data: data25 };
                  if (vErrors === null) {
                    vErrors = [err70];
                  } else {
                    vErrors.push(err70);
                  }
                  errors++;
                }
                const len3 = data25.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  let data26 = data25[i3];
                  if (typeof data26 === "string") {
                    if (func2(data26) > 100) {
                      const err71 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/runs/" + i3, schemaPath: "#/$defs/plainName/maxLength", keyword: "maxLength", params: { limit: 100 }, message: "must NOT have more than 100 characters", schema: 100, parentSchema: schema101, data: data26 };
                      if (vErrors === null) {
                        vErrors = [err71];
                      } else {
                        vErrors.push(err71);
                      }
                      errors++;
                    }
                    if (!pattern37.test(data26)) {
                      const err72 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/runs/" + i3, schemaPath: "#/$defs/plainName/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$" }, message: 'must match pattern "^[A-Za-z0-9][A-Za-z0-9_-]*$"', schema: "^[A-Za-z0-9][A-Za-z0-9_-]*$", parentSchema: schema101, data: data26 };
                      if (vErrors === null) {
                        vErrors = [err72];
                      } else {
                        vErrors.push(err72);
                      }
                      errors++;
                    }
                  } else {
                    const err73 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/runs/" + i3, schemaPath: "#/$defs/plainName/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema101.type, parentSchema: schema101, data: data26 };
                    if (vErrors === null) {
                      vErrors = [err73];
                    } else {
                      vErrors.push(err73);
                    }
                    errors++;
                  }
                }
              } else {
                const err74 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/runs", schemaPath: "#/properties/targets/additionalProperties/properties/runs/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema100.properties.targets.additionalProperties.properties.runs.type, parentSchema: schema100.properties.targets.additionalProperties.properties.runs, data: data25 };
                if (vErrors === null) {
                  vErrors = [err74];
                } else {
                  vErrors.push(err74);
                }
                errors++;
              }
            }
            if (data23.calls !== void 0) {
              let data27 = data23.calls;
              if (!(typeof data27 == "number" && (!(data27 % 1) && !isNaN(data27)) && isFinite(data27))) {
                const err75 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/calls", schemaPath: "#/properties/targets/additionalProperties/properties/calls/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema100.properties.targets.additionalProperties.properties.calls.type, parentSchema: schema100.properties.targets.additionalProperties.properties.calls, data: data27 };
                if (vErrors === null) {
                  vErrors = [err75];
                } else {
                  vErrors.push(err75);
                }
                errors++;
              }
              if (typeof data27 == "number" && isFinite(data27)) {
                if (data27 < 0 || isNaN(data27)) {
                  const err76 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/calls", schemaPath: "#/properties/targets/additionalProperties/properties/calls/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema100.properties.targets.additionalProperties.properties.calls, data: data27 };
                  if (vErrors === null) {
                    vErrors = [err76];
                  } else {
                    vErrors.push(err76);
                  }
                  errors++;
                }
              }
            }
            if (data23.message !== void 0) {
              let data28 = data23.message;
              if (typeof data28 === "string") {
                if (func2(data28) > 2e4) {
                  const err77 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/message", schemaPath: "#/properties/targets/additionalProperties/properties/message/maxLength", keyword: "maxLength", params: { limit: 2e4 }, message: "must NOT have more than 20000 characters", schema: 2e4, parentSchema: schema100.properties.targets.additionalProperties.properties.message, data: data28 };
                  if (vErrors === null) {
                    vErrors = [err77];
                  } else {
                    vErrors.push(err77);
                  }
                  errors++;
                }
              } else {
                const err78 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/message", schemaPath: "#/properties/targets/additionalProperties/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema100.properties.targets.additionalProperties.properties.message.type, parentSchema: schema100.properties.targets.additionalProperties.properties.message, data: data28 };
                if (vErrors === null) {
                  vErrors = [err78];
                } else {
                  vErrors.push(err78);
                }
                errors++;
              }
            }
            if (data23.ending !== void 0) {
              let data29 = data23.ending;
              if (typeof data29 === "string") {
                if (func2(data29) > 40) {
                  const err79 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/ending", schemaPath: "#/properties/targets/additionalProperties/properties/ending/maxLength", keyword: "maxLength", params: { limit: 40 }, message: "must NOT have more than 40 characters", schema: 40, parentSchema: schema100.properties.targets.additionalProperties.properties.ending, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err79];
                  } else {
                    vErrors.push(err79);
                  }
                  errors++;
                }
                if (!pattern45.test(data29)) {
                  const err80 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/ending", schemaPath: "#/properties/targets/additionalProperties/properties/ending/pattern", keyword: "pattern", params: { pattern: "^[a-z_]+$" }, message: 'must match pattern "^[a-z_]+$"', schema: "^[a-z_]+$", parentSchema: schema100.properties.targets.additionalProperties.properties.ending, data: data29 };
                  if (vErrors === null) {
                    vErrors = [err80];
                  } else {
                    vErrors.push(err80);
                  }
                  errors++;
                }
              } else {
                const err81 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/ending", schemaPath: "#/properties/targets/additionalProperties/properties/ending/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema100.properties.targets.additionalProperties.properties.ending.type, parentSchema: schema100.properties.targets.additionalProperties.properties.ending, data: data29 };
                if (vErrors === null) {
                  vErrors = [err81];
                } else {
                  vErrors.push(err81);
                }
                errors++;
              }
            }
            if (data23.before !== void 0) {
              let data30 = data23.before;
              if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                for (const key2 in data30) {
                  let data31 = data30[key2];
                  if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
                    if (data31.log === void 0) {
                      const err82 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/before/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/properties/before/additionalProperties/required", keyword: "required", params: { missingProperty: "log" }, message: "must have required property 'log'", schema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.required, parentSchema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties, data: data31 };
                      if (vErrors === null) {
                        vErrors = [err82];
                      } else {
                        vErrors.push(err82);
                      }
                      errors++;
                    }
                    if (data31.log !== void 0) {
                      let data32 = data31.log;
                      if (!(typeof data32 == "number" && isFinite(data32))) {
                        const err83 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/before/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/log", schemaPath: "#/properties/targets/additionalProperties/properties/before/additionalProperties/properties/log/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.properties.log.type, parentSchema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.properties.log, data: data32 };
                        if (vErrors === null) {
                          vErrors = [err83];
                        } else {
                          vErrors.push(err83);
                        }
                        errors++;
                      }
                    }
                    if (data31.queues !== void 0) {
                      let data33 = data31.queues;
                      if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                        for (const key3 in data33) {
                          let data34 = data33[key3];
                          if (!(typeof data34 == "number" && isFinite(data34))) {
                            const err84 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/before/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/queues/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/properties/before/additionalProperties/properties/queues/additionalProperties/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.properties.queues.additionalProperties.type, parentSchema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.properties.queues.additionalProperties, data: data34 };
                            if (vErrors === null) {
                              vErrors = [err84];
                            } else {
                              vErrors.push(err84);
                            }
                            errors++;
                          }
                        }
                      } else {
                        const err85 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/before/" + key2.replace(/~/g, "~0").replace(/\//g, "~1") + "/queues", schemaPath: "#/properties/targets/additionalProperties/properties/before/additionalProperties/properties/queues/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.properties.queues.type, parentSchema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.properties.queues, data: data33 };
                        if (vErrors === null) {
                          vErrors = [err85];
                        } else {
                          vErrors.push(err85);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err86 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/before/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/properties/before/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties.type, parentSchema: schema100.properties.targets.additionalProperties.properties.before.additionalProperties, data: data31 };
                    if (vErrors === null) {
                      vErrors = [err86];
                    } else {
                      vErrors.push(err86);
                    }
                    errors++;
                  }
                }
              } else {
                const err87 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/before", schemaPath: "#/properties/targets/additionalProperties/properties/before/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.targets.additionalProperties.properties.before.type, parentSchema: schema100.properties.targets.additionalProperties.properties.before, data: data30 };
                if (vErrors === null) {
                  vErrors = [err87];
                } else {
                  vErrors.push(err87);
                }
                errors++;
              }
            }
          } else {
            const err88 = { instancePath: instancePath + "/targets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/targets/additionalProperties/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.targets.additionalProperties.type, parentSchema: schema100.properties.targets.additionalProperties, data: data23 };
            if (vErrors === null) {
              vErrors = [err88];
            } else {
              vErrors.push(err88);
            }
            errors++;
          }
        }
      } else {
        const err89 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.properties.targets.type, parentSchema: schema100.properties.targets, data: data22 };
        if (vErrors === null) {
          vErrors = [err89];
        } else {
          vErrors.push(err89);
        }
        errors++;
      }
    }
  } else {
    const err90 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema100.type, parentSchema: schema100, data };
    if (vErrors === null) {
      vErrors = [err90];
    } else {
      vErrors.push(err90);
    }
    errors++;
  }
  validate52.errors = vErrors;
  return errors === 0;
}
validate52.evaluated = { "props": { "format_version": true, "id": true, "started": true, "finished": true, "by": true, "digest": true, "waves": true, "gates": true, "max_failures": true, "on_failure": true, "state": true, "wave": true, "soak_until": true, "message": true, "limits": true, "steps": true, "targets": true }, "dynamicProps": false, "dynamicItems": false };
export {
  validateConfig,
  validateDesired,
  validateLeft,
  validatePlan,
  validateResult,
  validateRollout,
  validateRun
};
