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
function firstOf(plain, all) {
  const first = new RegExp(plain, "u");
  let rest;
  return { test: (text) => first.test(text) || (rest ??= new RegExp(all, "u")).test(text) };
}
var fitsDesired = validate20;
var schema31 = { "properties": { "version": 0, "namespace": 0, "default": 0, "state": 0, "packages": 0, "productions": 0, "bindings": 0, "guards": 0, "checks": 0, "on_failure": 0 } };
var schema32 = { "properties": { "path": 0, "settings_file": 0, "remote_folder": 0, "include": 0, "exclude": 0, "strict_production_validation": 0, "layout": 0, "keep_releases": 0, "components": 0 } };
var func1 = Object.prototype.hasOwnProperty;
var func2 = require_ucs2length().default;
var pattern4 = new RegExp("^[%A-Za-z][%A-Za-z0-9_-]*$", "u");
var pattern5 = firstOf("^$|^%?[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*$", "^$|^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$");
var pattern6 = new RegExp("-[0-9a-f]{12}$", "u");
var pattern7 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_-]*$", "u");
var pattern8 = new RegExp("^(?!/)(?!.*(^|/)\\.\\.?(/|$))[^\\\\]+\\.py$", "u");
var pattern9 = new RegExp("^(/|[A-Za-z]:[\\\\/])", "u");
var pattern10 = firstOf("^%?[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)+$", "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)+$");
var pattern11 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$", "u");
var pattern16 = new RegExp("^[0-9]+(\\.[0-9]+)?%?$", "u");
var pattern17 = new RegExp("^(ignore|refuse|wait +[0-9]+(\\.[0-9]+)?(ms|s|m|h)?)$", "u");
var schema34 = { "properties": { "prune": 0, "protect": 0, "description": 0, "test_enabled": 0, "log_trace_events": 0, "actor_pool_size": 0, "settings": 0, "items": 0, "ignore": 0 } };
var schema36 = { "properties": { "classname": 0, "category": 0, "pool_size": 0, "enabled": 0, "foreground": 0, "comment": 0, "log_trace_events": 0, "schedule": 0, "settings": 0 } };
var pattern13 = firstOf("^%?[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)*$", "^%?\\p{L}[\\p{L}\\p{N}]*(\\.[\\p{L}\\p{N}]+)*$");
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      for (const key0 in data) {
        const _errs1 = errors;
        if (typeof key0 === "string") {
          if (func2(key0) < 1) {
            const err0 = null;
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
          const err1 = null;
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
          validate23.errors = vErrors;
          return false;
          break;
        }
      }
      if (valid0) {
        for (const key1 in data) {
          let data0 = data[key1];
          const _errs3 = errors;
          if (typeof data0 !== "string" && !(typeof data0 == "number" && isFinite(data0)) && typeof data0 !== "boolean") {
            validate23.errors = [null];
            return false;
          }
          var valid1 = _errs3 === errors;
          if (!valid1) {
            break;
          }
        }
      }
    } else {
      validate23.errors = [null];
      return false;
    }
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      const _errs1 = errors;
      for (const key0 in data) {
        if (!func1.call(schema36.properties, key0)) {
          validate22.errors = [null];
          return false;
          break;
        }
      }
      if (_errs1 === errors) {
        if (data.classname !== void 0) {
          let data0 = data.classname;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (func2(data0) > 220) {
                validate22.errors = [null];
                return false;
              } else {
                if (func2(data0) < 1) {
                  validate22.errors = [null];
                  return false;
                } else {
                  if (!pattern13.test(data0)) {
                    validate22.errors = [null];
                    return false;
                  }
                }
              }
            } else {
              validate22.errors = [null];
              return false;
            }
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.category !== void 0) {
            const _errs4 = errors;
            if (typeof data.category !== "string") {
              validate22.errors = [null];
              return false;
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.pool_size !== void 0) {
              let data2 = data.pool_size;
              const _errs6 = errors;
              if (!(typeof data2 == "number" && (!(data2 % 1) && !isNaN(data2)) && isFinite(data2))) {
                validate22.errors = [null];
                return false;
              }
              if (errors === _errs6) {
                if (typeof data2 == "number" && isFinite(data2)) {
                  if (data2 > 1e4 || isNaN(data2)) {
                    validate22.errors = [null];
                    return false;
                  } else {
                    if (data2 < 0 || isNaN(data2)) {
                      validate22.errors = [null];
                      return false;
                    }
                  }
                }
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.enabled !== void 0) {
                const _errs8 = errors;
                if (typeof data.enabled !== "boolean") {
                  validate22.errors = [null];
                  return false;
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.foreground !== void 0) {
                  const _errs10 = errors;
                  if (typeof data.foreground !== "boolean") {
                    validate22.errors = [null];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.comment !== void 0) {
                    const _errs12 = errors;
                    if (typeof data.comment !== "string") {
                      validate22.errors = [null];
                      return false;
                    }
                    var valid0 = _errs12 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.log_trace_events !== void 0) {
                      const _errs14 = errors;
                      if (typeof data.log_trace_events !== "boolean") {
                        validate22.errors = [null];
                        return false;
                      }
                      var valid0 = _errs14 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.schedule !== void 0) {
                        const _errs16 = errors;
                        if (typeof data.schedule !== "string") {
                          validate22.errors = [null];
                          return false;
                        }
                        var valid0 = _errs16 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.settings !== void 0) {
                          let data8 = data.settings;
                          const _errs18 = errors;
                          if (errors === _errs18) {
                            if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                              for (const key1 in data8) {
                                const _errs20 = errors;
                                if (typeof key1 === "string") {
                                  if (func2(key1) < 1) {
                                    const err0 = null;
                                    if (vErrors === null) {
                                      vErrors = [err0];
                                    } else {
                                      vErrors.push(err0);
                                    }
                                    errors++;
                                  }
                                }
                                var valid1 = _errs20 === errors;
                                if (!valid1) {
                                  const err1 = null;
                                  if (vErrors === null) {
                                    vErrors = [err1];
                                  } else {
                                    vErrors.push(err1);
                                  }
                                  errors++;
                                  validate22.errors = vErrors;
                                  return false;
                                  break;
                                }
                              }
                              if (valid1) {
                                for (const key2 in data8) {
                                  const _errs22 = errors;
                                  if (!validate23(data8[key2], { instancePath: instancePath + "/settings/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data8, parentDataProperty: key2, rootData, dynamicAnchors })) {
                                    vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid2 = _errs22 === errors;
                                  if (!valid2) {
                                    break;
                                  }
                                }
                              }
                            } else {
                              validate22.errors = [null];
                              return false;
                            }
                          }
                          var valid0 = _errs18 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate22.errors = [null];
      return false;
    }
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      const _errs1 = errors;
      for (const key0 in data) {
        if (!func1.call(schema34.properties, key0)) {
          validate21.errors = [null];
          return false;
          break;
        }
      }
      if (_errs1 === errors) {
        if (data.prune !== void 0) {
          const _errs2 = errors;
          if (typeof data.prune !== "boolean") {
            validate21.errors = [null];
            return false;
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.protect !== void 0) {
            const _errs4 = errors;
            if (typeof data.protect !== "boolean") {
              validate21.errors = [null];
              return false;
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.description !== void 0) {
              const _errs6 = errors;
              if (typeof data.description !== "string") {
                validate21.errors = [null];
                return false;
              }
              var valid0 = _errs6 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.test_enabled !== void 0) {
                const _errs8 = errors;
                if (typeof data.test_enabled !== "boolean") {
                  validate21.errors = [null];
                  return false;
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.log_trace_events !== void 0) {
                  const _errs10 = errors;
                  if (typeof data.log_trace_events !== "boolean") {
                    validate21.errors = [null];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.actor_pool_size !== void 0) {
                    let data5 = data.actor_pool_size;
                    const _errs12 = errors;
                    if (!(typeof data5 == "number" && (!(data5 % 1) && !isNaN(data5)) && isFinite(data5))) {
                      validate21.errors = [null];
                      return false;
                    }
                    if (errors === _errs12) {
                      if (typeof data5 == "number" && isFinite(data5)) {
                        if (data5 > 128 || isNaN(data5)) {
                          validate21.errors = [null];
                          return false;
                        } else {
                          if (data5 < 0 || isNaN(data5)) {
                            validate21.errors = [null];
                            return false;
                          }
                        }
                      }
                    }
                    var valid0 = _errs12 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.settings !== void 0) {
                      let data6 = data.settings;
                      const _errs14 = errors;
                      if (errors === _errs14) {
                        if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                          for (const key1 in data6) {
                            const _errs16 = errors;
                            if (typeof key1 === "string") {
                              if (func2(key1) < 1) {
                                const err0 = null;
                                if (vErrors === null) {
                                  vErrors = [err0];
                                } else {
                                  vErrors.push(err0);
                                }
                                errors++;
                              }
                            }
                            var valid1 = _errs16 === errors;
                            if (!valid1) {
                              const err1 = null;
                              if (vErrors === null) {
                                vErrors = [err1];
                              } else {
                                vErrors.push(err1);
                              }
                              errors++;
                              validate21.errors = vErrors;
                              return false;
                              break;
                            }
                          }
                          if (valid1) {
                            for (const key2 in data6) {
                              let data7 = data6[key2];
                              const _errs18 = errors;
                              if (typeof data7 !== "string" && !(typeof data7 == "number" && isFinite(data7)) && typeof data7 !== "boolean") {
                                validate21.errors = [null];
                                return false;
                              }
                              var valid2 = _errs18 === errors;
                              if (!valid2) {
                                break;
                              }
                            }
                          }
                        } else {
                          validate21.errors = [null];
                          return false;
                        }
                      }
                      var valid0 = _errs14 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.items !== void 0) {
                        let data8 = data.items;
                        const _errs21 = errors;
                        if (errors === _errs21) {
                          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                            for (const key3 in data8) {
                              const _errs23 = errors;
                              if (typeof key3 === "string") {
                                if (func2(key3) > 128) {
                                  const err2 = null;
                                  if (vErrors === null) {
                                    vErrors = [err2];
                                  } else {
                                    vErrors.push(err2);
                                  }
                                  errors++;
                                } else {
                                  if (func2(key3) < 1) {
                                    const err3 = null;
                                    if (vErrors === null) {
                                      vErrors = [err3];
                                    } else {
                                      vErrors.push(err3);
                                    }
                                    errors++;
                                  }
                                }
                              }
                              var valid4 = _errs23 === errors;
                              if (!valid4) {
                                const err4 = null;
                                if (vErrors === null) {
                                  vErrors = [err4];
                                } else {
                                  vErrors.push(err4);
                                }
                                errors++;
                                validate21.errors = vErrors;
                                return false;
                                break;
                              }
                            }
                            if (valid4) {
                              for (const key4 in data8) {
                                let data9 = data8[key4];
                                const _errs25 = errors;
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
                                  const err5 = null;
                                  if (vErrors === null) {
                                    vErrors = [err5];
                                  } else {
                                    vErrors.push(err5);
                                  }
                                  errors++;
                                }
                                var _valid0 = _errs28 === errors;
                                valid6 = valid6 || _valid0;
                                if (!valid6) {
                                  const err6 = null;
                                  if (vErrors === null) {
                                    vErrors = [err6];
                                  } else {
                                    vErrors.push(err6);
                                  }
                                  errors++;
                                  validate21.errors = vErrors;
                                  return false;
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
                                var valid5 = _errs25 === errors;
                                if (!valid5) {
                                  break;
                                }
                              }
                            }
                          } else {
                            validate21.errors = [null];
                            return false;
                          }
                        }
                        var valid0 = _errs21 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.ignore !== void 0) {
                          let data10 = data.ignore;
                          const _errs30 = errors;
                          if (errors === _errs30) {
                            if (Array.isArray(data10)) {
                              var valid8 = true;
                              const len0 = data10.length;
                              for (let i0 = 0; i0 < len0; i0++) {
                                let data11 = data10[i0];
                                const _errs32 = errors;
                                if (errors === _errs32) {
                                  if (typeof data11 === "string") {
                                    if (func2(data11) < 1) {
                                      validate21.errors = [null];
                                      return false;
                                    }
                                  } else {
                                    validate21.errors = [null];
                                    return false;
                                  }
                                }
                                var valid8 = _errs32 === errors;
                                if (!valid8) {
                                  break;
                                }
                              }
                            } else {
                              validate21.errors = [null];
                              return false;
                            }
                          }
                          var valid0 = _errs30 === errors;
                        } else {
                          var valid0 = true;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate21.errors = [null];
      return false;
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
}
validate21.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      const _errs1 = errors;
      for (const key0 in data) {
        if (!(key0 === "present" || key0 === "absent" || key0 === "prune" || key0 === "keep")) {
          validate27.errors = [null];
          return false;
          break;
        }
      }
      if (_errs1 === errors) {
        if (data.present !== void 0) {
          let data0 = data.present;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (Array.isArray(data0)) {
              var valid1 = true;
              const len0 = data0.length;
              for (let i0 = 0; i0 < len0; i0++) {
                let data1 = data0[i0];
                const _errs4 = errors;
                const _errs5 = errors;
                if (errors === _errs5) {
                  if (typeof data1 === "string") {
                    if (func2(data1) > 220) {
                      validate27.errors = [null];
                      return false;
                    } else {
                      if (!pattern10.test(data1)) {
                        validate27.errors = [null];
                        return false;
                      }
                    }
                  } else {
                    validate27.errors = [null];
                    return false;
                  }
                }
                var valid1 = _errs4 === errors;
                if (!valid1) {
                  break;
                }
              }
            } else {
              validate27.errors = [null];
              return false;
            }
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.absent !== void 0) {
            let data2 = data.absent;
            const _errs7 = errors;
            if (errors === _errs7) {
              if (Array.isArray(data2)) {
                var valid3 = true;
                const len1 = data2.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  let data3 = data2[i1];
                  const _errs9 = errors;
                  const _errs10 = errors;
                  if (errors === _errs10) {
                    if (typeof data3 === "string") {
                      if (func2(data3) > 220) {
                        validate27.errors = [null];
                        return false;
                      } else {
                        if (!pattern10.test(data3)) {
                          validate27.errors = [null];
                          return false;
                        }
                      }
                    } else {
                      validate27.errors = [null];
                      return false;
                    }
                  }
                  var valid3 = _errs9 === errors;
                  if (!valid3) {
                    break;
                  }
                }
              } else {
                validate27.errors = [null];
                return false;
              }
            }
            var valid0 = _errs7 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.prune !== void 0) {
              let data4 = data.prune;
              const _errs12 = errors;
              if (!(data4 === "none" || data4 === "unused")) {
                validate27.errors = [null];
                return false;
              }
              var valid0 = _errs12 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.keep !== void 0) {
                let data5 = data.keep;
                const _errs13 = errors;
                if (errors === _errs13) {
                  if (Array.isArray(data5)) {
                    var valid5 = true;
                    const len2 = data5.length;
                    for (let i2 = 0; i2 < len2; i2++) {
                      let data6 = data5[i2];
                      const _errs15 = errors;
                      if (errors === _errs15) {
                        if (typeof data6 === "string") {
                          if (func2(data6) < 1) {
                            validate27.errors = [null];
                            return false;
                          }
                        } else {
                          validate27.errors = [null];
                          return false;
                        }
                      }
                      var valid5 = _errs15 === errors;
                      if (!valid5) {
                        break;
                      }
                    }
                  } else {
                    validate27.errors = [null];
                    return false;
                  }
                }
                var valid0 = _errs13 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate27.errors = [null];
      return false;
    }
  }
  validate27.errors = vErrors;
  return errors === 0;
}
validate27.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (Object.keys(data).length > 2) {
        validate29.errors = [null];
        return false;
      } else {
        if (Object.keys(data).length < 2) {
          validate29.errors = [null];
          return false;
        } else {
          let missing0;
          if (data.name === void 0 && (missing0 = "name")) {
            validate29.errors = [null];
            return false;
          } else {
            const _errs1 = errors;
            for (const key0 in data) {
              if (!(key0 === "name" || key0 === "test" || key0 === "log" || key0 === "queues" || key0 === "routes")) {
                validate29.errors = [null];
                return false;
                break;
              }
            }
            if (_errs1 === errors) {
              if (data.name !== void 0) {
                let data0 = data.name;
                const _errs2 = errors;
                if (errors === _errs2) {
                  if (typeof data0 === "string") {
                    if (func2(data0) < 1) {
                      validate29.errors = [null];
                      return false;
                    }
                  } else {
                    validate29.errors = [null];
                    return false;
                  }
                }
                var valid0 = _errs2 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.test !== void 0) {
                  let data1 = data.test;
                  const _errs4 = errors;
                  if (errors === _errs4) {
                    if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                      let missing1;
                      if (data1.target === void 0 && (missing1 = "target")) {
                        validate29.errors = [null];
                        return false;
                      } else {
                        const _errs6 = errors;
                        for (const key1 in data1) {
                          if (!(key1 === "target" || key1 === "classname" || key1 === "body" || key1 === "expect")) {
                            validate29.errors = [null];
                            return false;
                            break;
                          }
                        }
                        if (_errs6 === errors) {
                          if (data1.target !== void 0) {
                            let data2 = data1.target;
                            const _errs7 = errors;
                            if (errors === _errs7) {
                              if (typeof data2 === "string") {
                                if (func2(data2) < 1) {
                                  validate29.errors = [null];
                                  return false;
                                }
                              } else {
                                validate29.errors = [null];
                                return false;
                              }
                            }
                            var valid1 = _errs7 === errors;
                          } else {
                            var valid1 = true;
                          }
                          if (valid1) {
                            if (data1.classname !== void 0) {
                              let data3 = data1.classname;
                              const _errs9 = errors;
                              if (errors === _errs9) {
                                if (typeof data3 === "string") {
                                  if (func2(data3) < 1) {
                                    validate29.errors = [null];
                                    return false;
                                  }
                                } else {
                                  validate29.errors = [null];
                                  return false;
                                }
                              }
                              var valid1 = _errs9 === errors;
                            } else {
                              var valid1 = true;
                            }
                            if (valid1) {
                              if (data1.expect !== void 0) {
                                let data4 = data1.expect;
                                const _errs11 = errors;
                                if (errors === _errs11) {
                                  if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                                    if (Object.keys(data4).length > 1) {
                                      validate29.errors = [null];
                                      return false;
                                    } else {
                                      if (Object.keys(data4).length < 1) {
                                        validate29.errors = [null];
                                        return false;
                                      } else {
                                        const _errs13 = errors;
                                        for (const key2 in data4) {
                                          if (!(key2 === "equals" || key2 === "subset" || key2 === "regex")) {
                                            validate29.errors = [null];
                                            return false;
                                            break;
                                          }
                                        }
                                        if (_errs13 === errors) {
                                          if (data4.regex !== void 0) {
                                            if (typeof data4.regex !== "string") {
                                              validate29.errors = [null];
                                              return false;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate29.errors = [null];
                                    return false;
                                  }
                                }
                                var valid1 = _errs11 === errors;
                              } else {
                                var valid1 = true;
                              }
                            }
                          }
                        }
                      }
                    } else {
                      validate29.errors = [null];
                      return false;
                    }
                  }
                  var valid0 = _errs4 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.log !== void 0) {
                    let data6 = data.log;
                    const _errs16 = errors;
                    if (errors === _errs16) {
                      if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                        const _errs18 = errors;
                        for (const key3 in data6) {
                          if (!(key3 === "types" || key3 === "items" || key3 === "for")) {
                            validate29.errors = [null];
                            return false;
                            break;
                          }
                        }
                        if (_errs18 === errors) {
                          if (data6.types !== void 0) {
                            let data7 = data6.types;
                            const _errs19 = errors;
                            if (errors === _errs19) {
                              if (Array.isArray(data7)) {
                                var valid4 = true;
                                const len0 = data7.length;
                                for (let i0 = 0; i0 < len0; i0++) {
                                  let data8 = data7[i0];
                                  const _errs21 = errors;
                                  if (!(data8 === "Assert" || data8 === "Error" || data8 === "Warning" || data8 === "Info" || data8 === "Trace" || data8 === "Alert")) {
                                    validate29.errors = [null];
                                    return false;
                                  }
                                  var valid4 = _errs21 === errors;
                                  if (!valid4) {
                                    break;
                                  }
                                }
                              } else {
                                validate29.errors = [null];
                                return false;
                              }
                            }
                            var valid3 = _errs19 === errors;
                          } else {
                            var valid3 = true;
                          }
                          if (valid3) {
                            if (data6.items !== void 0) {
                              let data9 = data6.items;
                              const _errs22 = errors;
                              if (errors === _errs22) {
                                if (Array.isArray(data9)) {
                                  var valid5 = true;
                                  const len1 = data9.length;
                                  for (let i1 = 0; i1 < len1; i1++) {
                                    let data10 = data9[i1];
                                    const _errs24 = errors;
                                    if (errors === _errs24) {
                                      if (typeof data10 === "string") {
                                        if (func2(data10) < 1) {
                                          validate29.errors = [null];
                                          return false;
                                        }
                                      } else {
                                        validate29.errors = [null];
                                        return false;
                                      }
                                    }
                                    var valid5 = _errs24 === errors;
                                    if (!valid5) {
                                      break;
                                    }
                                  }
                                } else {
                                  validate29.errors = [null];
                                  return false;
                                }
                              }
                              var valid3 = _errs22 === errors;
                            } else {
                              var valid3 = true;
                            }
                            if (valid3) {
                              if (data6.for !== void 0) {
                                let data11 = data6.for;
                                const _errs26 = errors;
                                const _errs28 = errors;
                                let valid7 = false;
                                const _errs29 = errors;
                                if (errors === _errs29) {
                                  if (typeof data11 === "string") {
                                    if (!pattern18.test(data11)) {
                                      const err0 = null;
                                      if (vErrors === null) {
                                        vErrors = [err0];
                                      } else {
                                        vErrors.push(err0);
                                      }
                                      errors++;
                                    }
                                  } else {
                                    const err1 = null;
                                    if (vErrors === null) {
                                      vErrors = [err1];
                                    } else {
                                      vErrors.push(err1);
                                    }
                                    errors++;
                                  }
                                }
                                var _valid0 = _errs29 === errors;
                                valid7 = valid7 || _valid0;
                                const _errs31 = errors;
                                if (errors === _errs31) {
                                  if (typeof data11 == "number" && isFinite(data11)) {
                                    if (data11 < 0 || isNaN(data11)) {
                                      const err2 = null;
                                      if (vErrors === null) {
                                        vErrors = [err2];
                                      } else {
                                        vErrors.push(err2);
                                      }
                                      errors++;
                                    }
                                  } else {
                                    const err3 = null;
                                    if (vErrors === null) {
                                      vErrors = [err3];
                                    } else {
                                      vErrors.push(err3);
                                    }
                                    errors++;
                                  }
                                }
                                var _valid0 = _errs31 === errors;
                                valid7 = valid7 || _valid0;
                                if (!valid7) {
                                  const err4 = null;
                                  if (vErrors === null) {
                                    vErrors = [err4];
                                  } else {
                                    vErrors.push(err4);
                                  }
                                  errors++;
                                  validate29.errors = vErrors;
                                  return false;
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
                                var valid3 = _errs26 === errors;
                              } else {
                                var valid3 = true;
                              }
                            }
                          }
                        }
                      } else {
                        validate29.errors = [null];
                        return false;
                      }
                    }
                    var valid0 = _errs16 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.queues !== void 0) {
                      let data12 = data.queues;
                      const _errs33 = errors;
                      if (errors === _errs33) {
                        if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
                          let missing2;
                          if (data12.max === void 0 && (missing2 = "max")) {
                            validate29.errors = [null];
                            return false;
                          } else {
                            const _errs35 = errors;
                            for (const key4 in data12) {
                              if (!(key4 === "max" || key4 === "items" || key4 === "within")) {
                                validate29.errors = [null];
                                return false;
                                break;
                              }
                            }
                            if (_errs35 === errors) {
                              if (data12.max !== void 0) {
                                let data13 = data12.max;
                                const _errs36 = errors;
                                if (!(typeof data13 == "number" && (!(data13 % 1) && !isNaN(data13)) && isFinite(data13))) {
                                  validate29.errors = [null];
                                  return false;
                                }
                                if (errors === _errs36) {
                                  if (typeof data13 == "number" && isFinite(data13)) {
                                    if (data13 < 0 || isNaN(data13)) {
                                      validate29.errors = [null];
                                      return false;
                                    }
                                  }
                                }
                                var valid8 = _errs36 === errors;
                              } else {
                                var valid8 = true;
                              }
                              if (valid8) {
                                if (data12.items !== void 0) {
                                  let data14 = data12.items;
                                  const _errs38 = errors;
                                  if (errors === _errs38) {
                                    if (Array.isArray(data14)) {
                                      var valid9 = true;
                                      const len2 = data14.length;
                                      for (let i2 = 0; i2 < len2; i2++) {
                                        let data15 = data14[i2];
                                        const _errs40 = errors;
                                        if (errors === _errs40) {
                                          if (typeof data15 === "string") {
                                            if (func2(data15) < 1) {
                                              validate29.errors = [null];
                                              return false;
                                            }
                                          } else {
                                            validate29.errors = [null];
                                            return false;
                                          }
                                        }
                                        var valid9 = _errs40 === errors;
                                        if (!valid9) {
                                          break;
                                        }
                                      }
                                    } else {
                                      validate29.errors = [null];
                                      return false;
                                    }
                                  }
                                  var valid8 = _errs38 === errors;
                                } else {
                                  var valid8 = true;
                                }
                                if (valid8) {
                                  if (data12.within !== void 0) {
                                    let data16 = data12.within;
                                    const _errs42 = errors;
                                    const _errs44 = errors;
                                    let valid11 = false;
                                    const _errs45 = errors;
                                    if (errors === _errs45) {
                                      if (typeof data16 === "string") {
                                        if (!pattern18.test(data16)) {
                                          const err5 = null;
                                          if (vErrors === null) {
                                            vErrors = [err5];
                                          } else {
                                            vErrors.push(err5);
                                          }
                                          errors++;
                                        }
                                      } else {
                                        const err6 = null;
                                        if (vErrors === null) {
                                          vErrors = [err6];
                                        } else {
                                          vErrors.push(err6);
                                        }
                                        errors++;
                                      }
                                    }
                                    var _valid1 = _errs45 === errors;
                                    valid11 = valid11 || _valid1;
                                    const _errs47 = errors;
                                    if (errors === _errs47) {
                                      if (typeof data16 == "number" && isFinite(data16)) {
                                        if (data16 < 0 || isNaN(data16)) {
                                          const err7 = null;
                                          if (vErrors === null) {
                                            vErrors = [err7];
                                          } else {
                                            vErrors.push(err7);
                                          }
                                          errors++;
                                        }
                                      } else {
                                        const err8 = null;
                                        if (vErrors === null) {
                                          vErrors = [err8];
                                        } else {
                                          vErrors.push(err8);
                                        }
                                        errors++;
                                      }
                                    }
                                    var _valid1 = _errs47 === errors;
                                    valid11 = valid11 || _valid1;
                                    if (!valid11) {
                                      const err9 = null;
                                      if (vErrors === null) {
                                        vErrors = [err9];
                                      } else {
                                        vErrors.push(err9);
                                      }
                                      errors++;
                                      validate29.errors = vErrors;
                                      return false;
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
                                    var valid8 = _errs42 === errors;
                                  } else {
                                    var valid8 = true;
                                  }
                                }
                              }
                            }
                          }
                        } else {
                          validate29.errors = [null];
                          return false;
                        }
                      }
                      var valid0 = _errs33 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.routes !== void 0) {
                        const _errs49 = errors;
                        if ("exist" !== data.routes) {
                          validate29.errors = [null];
                          return false;
                        }
                        var valid0 = _errs49 === errors;
                      } else {
                        var valid0 = true;
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate29.errors = [null];
      return false;
    }
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.version === void 0 && (missing0 = "version")) {
        validate20.errors = [null];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!func1.call(schema31.properties, key0)) {
            validate20.errors = [null];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.version !== void 0) {
            const _errs2 = errors;
            if (1 !== data.version) {
              validate20.errors = [null];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.namespace !== void 0) {
              let data1 = data.namespace;
              const _errs3 = errors;
              if (errors === _errs3) {
                if (typeof data1 === "string") {
                  if (func2(data1) < 1) {
                    validate20.errors = [null];
                    return false;
                  } else {
                    if (!pattern4.test(data1)) {
                      validate20.errors = [null];
                      return false;
                    }
                  }
                } else {
                  validate20.errors = [null];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.default !== void 0) {
                let data2 = data.default;
                const _errs5 = errors;
                if (errors === _errs5) {
                  if (typeof data2 === "string") {
                    if (func2(data2) > 220) {
                      validate20.errors = [null];
                      return false;
                    } else {
                      if (!pattern5.test(data2)) {
                        validate20.errors = [null];
                        return false;
                      }
                    }
                  } else {
                    validate20.errors = [null];
                    return false;
                  }
                }
                var valid0 = _errs5 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.state !== void 0) {
                  let data3 = data.state;
                  const _errs7 = errors;
                  if (!(data3 === "running" || data3 === "stopped")) {
                    validate20.errors = [null];
                    return false;
                  }
                  var valid0 = _errs7 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.packages !== void 0) {
                    let data4 = data.packages;
                    const _errs8 = errors;
                    if (errors === _errs8) {
                      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                        for (const key1 in data4) {
                          const _errs10 = errors;
                          const _errs11 = errors;
                          const _errs12 = errors;
                          if (typeof key1 === "string") {
                            if (!pattern6.test(key1)) {
                              const err0 = {};
                              if (vErrors === null) {
                                vErrors = [err0];
                              } else {
                                vErrors.push(err0);
                              }
                              errors++;
                            }
                          }
                          var valid2 = _errs12 === errors;
                          if (valid2) {
                            const err1 = null;
                            if (vErrors === null) {
                              vErrors = [err1];
                            } else {
                              vErrors.push(err1);
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
                          if (errors === _errs10) {
                            if (typeof key1 === "string") {
                              if (func2(key1) > 100) {
                                const err2 = null;
                                if (vErrors === null) {
                                  vErrors = [err2];
                                } else {
                                  vErrors.push(err2);
                                }
                                errors++;
                              } else {
                                if (!pattern7.test(key1)) {
                                  const err3 = null;
                                  if (vErrors === null) {
                                    vErrors = [err3];
                                  } else {
                                    vErrors.push(err3);
                                  }
                                  errors++;
                                }
                              }
                            }
                          }
                          var valid1 = _errs10 === errors;
                          if (!valid1) {
                            const err4 = null;
                            if (vErrors === null) {
                              vErrors = [err4];
                            } else {
                              vErrors.push(err4);
                            }
                            errors++;
                            validate20.errors = vErrors;
                            return false;
                            break;
                          }
                        }
                        if (valid1) {
                          for (const key2 in data4) {
                            let data5 = data4[key2];
                            const _errs14 = errors;
                            const _errs15 = errors;
                            let valid4 = false;
                            const _errs16 = errors;
                            const _errs17 = errors;
                            const _errs19 = errors;
                            const _errs20 = errors;
                            if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                              let missing1;
                              if (data5.settings_file === void 0 && (missing1 = "settings_file") || data5.components === void 0 && (missing1 = "components")) {
                                const err5 = {};
                                if (vErrors === null) {
                                  vErrors = [err5];
                                } else {
                                  vErrors.push(err5);
                                }
                                errors++;
                              }
                            }
                            var valid6 = _errs20 === errors;
                            if (valid6) {
                              const err6 = null;
                              if (vErrors === null) {
                                vErrors = [err6];
                              } else {
                                vErrors.push(err6);
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
                            if (errors === _errs17) {
                              if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                                let missing2;
                                if (data5.path === void 0 && (missing2 = "path")) {
                                  const err7 = null;
                                  if (vErrors === null) {
                                    vErrors = [err7];
                                  } else {
                                    vErrors.push(err7);
                                  }
                                  errors++;
                                } else {
                                  const _errs21 = errors;
                                  for (const key3 in data5) {
                                    if (!func1.call(schema32.properties, key3)) {
                                      const err8 = null;
                                      if (vErrors === null) {
                                        vErrors = [err8];
                                      } else {
                                        vErrors.push(err8);
                                      }
                                      errors++;
                                      break;
                                    }
                                  }
                                  if (_errs21 === errors) {
                                    if (data5.path !== void 0) {
                                      let data6 = data5.path;
                                      const _errs22 = errors;
                                      if (errors === _errs22) {
                                        if (typeof data6 === "string") {
                                          if (func2(data6) < 1) {
                                            const err9 = null;
                                            if (vErrors === null) {
                                              vErrors = [err9];
                                            } else {
                                              vErrors.push(err9);
                                            }
                                            errors++;
                                          }
                                        } else {
                                          const err10 = null;
                                          if (vErrors === null) {
                                            vErrors = [err10];
                                          } else {
                                            vErrors.push(err10);
                                          }
                                          errors++;
                                        }
                                      }
                                      var valid7 = _errs22 === errors;
                                    } else {
                                      var valid7 = true;
                                    }
                                    if (valid7) {
                                      if (data5.settings_file !== void 0) {
                                        let data7 = data5.settings_file;
                                        const _errs24 = errors;
                                        if (errors === _errs24) {
                                          if (typeof data7 === "string") {
                                            if (!pattern8.test(data7)) {
                                              const err11 = null;
                                              if (vErrors === null) {
                                                vErrors = [err11];
                                              } else {
                                                vErrors.push(err11);
                                              }
                                              errors++;
                                            }
                                          } else {
                                            const err12 = null;
                                            if (vErrors === null) {
                                              vErrors = [err12];
                                            } else {
                                              vErrors.push(err12);
                                            }
                                            errors++;
                                          }
                                        }
                                        var valid7 = _errs24 === errors;
                                      } else {
                                        var valid7 = true;
                                      }
                                      if (valid7) {
                                        if (data5.remote_folder !== void 0) {
                                          let data8 = data5.remote_folder;
                                          const _errs26 = errors;
                                          if (errors === _errs26) {
                                            if (typeof data8 === "string") {
                                              if (!pattern9.test(data8)) {
                                                const err13 = null;
                                                if (vErrors === null) {
                                                  vErrors = [err13];
                                                } else {
                                                  vErrors.push(err13);
                                                }
                                                errors++;
                                              }
                                            } else {
                                              const err14 = null;
                                              if (vErrors === null) {
                                                vErrors = [err14];
                                              } else {
                                                vErrors.push(err14);
                                              }
                                              errors++;
                                            }
                                          }
                                          var valid7 = _errs26 === errors;
                                        } else {
                                          var valid7 = true;
                                        }
                                        if (valid7) {
                                          if (data5.include !== void 0) {
                                            let data9 = data5.include;
                                            const _errs28 = errors;
                                            if (errors === _errs28) {
                                              if (Array.isArray(data9)) {
                                                var valid8 = true;
                                                const len0 = data9.length;
                                                for (let i0 = 0; i0 < len0; i0++) {
                                                  let data10 = data9[i0];
                                                  const _errs30 = errors;
                                                  if (errors === _errs30) {
                                                    if (typeof data10 === "string") {
                                                      if (func2(data10) < 1) {
                                                        const err15 = null;
                                                        if (vErrors === null) {
                                                          vErrors = [err15];
                                                        } else {
                                                          vErrors.push(err15);
                                                        }
                                                        errors++;
                                                      }
                                                    } else {
                                                      const err16 = null;
                                                      if (vErrors === null) {
                                                        vErrors = [err16];
                                                      } else {
                                                        vErrors.push(err16);
                                                      }
                                                      errors++;
                                                    }
                                                  }
                                                  var valid8 = _errs30 === errors;
                                                  if (!valid8) {
                                                    break;
                                                  }
                                                }
                                              } else {
                                                const err17 = null;
                                                if (vErrors === null) {
                                                  vErrors = [err17];
                                                } else {
                                                  vErrors.push(err17);
                                                }
                                                errors++;
                                              }
                                            }
                                            var valid7 = _errs28 === errors;
                                          } else {
                                            var valid7 = true;
                                          }
                                          if (valid7) {
                                            if (data5.exclude !== void 0) {
                                              let data11 = data5.exclude;
                                              const _errs32 = errors;
                                              if (errors === _errs32) {
                                                if (Array.isArray(data11)) {
                                                  var valid9 = true;
                                                  const len1 = data11.length;
                                                  for (let i1 = 0; i1 < len1; i1++) {
                                                    let data12 = data11[i1];
                                                    const _errs34 = errors;
                                                    if (errors === _errs34) {
                                                      if (typeof data12 === "string") {
                                                        if (func2(data12) < 1) {
                                                          const err18 = null;
                                                          if (vErrors === null) {
                                                            vErrors = [err18];
                                                          } else {
                                                            vErrors.push(err18);
                                                          }
                                                          errors++;
                                                        }
                                                      } else {
                                                        const err19 = null;
                                                        if (vErrors === null) {
                                                          vErrors = [err19];
                                                        } else {
                                                          vErrors.push(err19);
                                                        }
                                                        errors++;
                                                      }
                                                    }
                                                    var valid9 = _errs34 === errors;
                                                    if (!valid9) {
                                                      break;
                                                    }
                                                  }
                                                } else {
                                                  const err20 = null;
                                                  if (vErrors === null) {
                                                    vErrors = [err20];
                                                  } else {
                                                    vErrors.push(err20);
                                                  }
                                                  errors++;
                                                }
                                              }
                                              var valid7 = _errs32 === errors;
                                            } else {
                                              var valid7 = true;
                                            }
                                            if (valid7) {
                                              if (data5.strict_production_validation !== void 0) {
                                                const _errs36 = errors;
                                                if (typeof data5.strict_production_validation !== "boolean") {
                                                  const err21 = null;
                                                  if (vErrors === null) {
                                                    vErrors = [err21];
                                                  } else {
                                                    vErrors.push(err21);
                                                  }
                                                  errors++;
                                                }
                                                var valid7 = _errs36 === errors;
                                              } else {
                                                var valid7 = true;
                                              }
                                              if (valid7) {
                                                if (data5.layout !== void 0) {
                                                  let data14 = data5.layout;
                                                  const _errs38 = errors;
                                                  if (!(data14 === "versioned" || data14 === "in_place")) {
                                                    const err22 = null;
                                                    if (vErrors === null) {
                                                      vErrors = [err22];
                                                    } else {
                                                      vErrors.push(err22);
                                                    }
                                                    errors++;
                                                  }
                                                  var valid7 = _errs38 === errors;
                                                } else {
                                                  var valid7 = true;
                                                }
                                                if (valid7) {
                                                  if (data5.keep_releases !== void 0) {
                                                    let data15 = data5.keep_releases;
                                                    const _errs39 = errors;
                                                    if (!(typeof data15 == "number" && (!(data15 % 1) && !isNaN(data15)) && isFinite(data15))) {
                                                      const err23 = null;
                                                      if (vErrors === null) {
                                                        vErrors = [err23];
                                                      } else {
                                                        vErrors.push(err23);
                                                      }
                                                      errors++;
                                                    }
                                                    if (errors === _errs39) {
                                                      if (typeof data15 == "number" && isFinite(data15)) {
                                                        if (data15 > 1e3 || isNaN(data15)) {
                                                          const err24 = null;
                                                          if (vErrors === null) {
                                                            vErrors = [err24];
                                                          } else {
                                                            vErrors.push(err24);
                                                          }
                                                          errors++;
                                                        } else {
                                                          if (data15 < 1 || isNaN(data15)) {
                                                            const err25 = null;
                                                            if (vErrors === null) {
                                                              vErrors = [err25];
                                                            } else {
                                                              vErrors.push(err25);
                                                            }
                                                            errors++;
                                                          }
                                                        }
                                                      }
                                                    }
                                                    var valid7 = _errs39 === errors;
                                                  } else {
                                                    var valid7 = true;
                                                  }
                                                  if (valid7) {
                                                    if (data5.components !== void 0) {
                                                      let data16 = data5.components;
                                                      const _errs41 = errors;
                                                      if (errors === _errs41) {
                                                        if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                                                          if (Object.keys(data16).length < 1) {
                                                            const err26 = null;
                                                            if (vErrors === null) {
                                                              vErrors = [err26];
                                                            } else {
                                                              vErrors.push(err26);
                                                            }
                                                            errors++;
                                                          } else {
                                                            for (const key4 in data16) {
                                                              const _errs43 = errors;
                                                              if (typeof key4 === "string") {
                                                                if (!pattern10.test(key4)) {
                                                                  const err27 = null;
                                                                  if (vErrors === null) {
                                                                    vErrors = [err27];
                                                                  } else {
                                                                    vErrors.push(err27);
                                                                  }
                                                                  errors++;
                                                                }
                                                              }
                                                              var valid10 = _errs43 === errors;
                                                              if (!valid10) {
                                                                const err28 = null;
                                                                if (vErrors === null) {
                                                                  vErrors = [err28];
                                                                } else {
                                                                  vErrors.push(err28);
                                                                }
                                                                errors++;
                                                                break;
                                                              }
                                                            }
                                                            if (valid10) {
                                                              for (const key5 in data16) {
                                                                let data17 = data16[key5];
                                                                const _errs45 = errors;
                                                                if (errors === _errs45) {
                                                                  if (typeof data17 === "string") {
                                                                    if (!pattern11.test(data17)) {
                                                                      const err29 = null;
                                                                      if (vErrors === null) {
                                                                        vErrors = [err29];
                                                                      } else {
                                                                        vErrors.push(err29);
                                                                      }
                                                                      errors++;
                                                                    }
                                                                  } else {
                                                                    const err30 = null;
                                                                    if (vErrors === null) {
                                                                      vErrors = [err30];
                                                                    } else {
                                                                      vErrors.push(err30);
                                                                    }
                                                                    errors++;
                                                                  }
                                                                }
                                                                var valid11 = _errs45 === errors;
                                                                if (!valid11) {
                                                                  break;
                                                                }
                                                              }
                                                            }
                                                          }
                                                        } else {
                                                          const err31 = null;
                                                          if (vErrors === null) {
                                                            vErrors = [err31];
                                                          } else {
                                                            vErrors.push(err31);
                                                          }
                                                          errors++;
                                                        }
                                                      }
                                                      var valid7 = _errs41 === errors;
                                                    } else {
                                                      var valid7 = true;
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              } else {
                                const err32 = null;
                                if (vErrors === null) {
                                  vErrors = [err32];
                                } else {
                                  vErrors.push(err32);
                                }
                                errors++;
                              }
                            }
                            var _valid0 = _errs16 === errors;
                            valid4 = valid4 || _valid0;
                            const _errs47 = errors;
                            if ("absent" !== data5) {
                              const err33 = null;
                              if (vErrors === null) {
                                vErrors = [err33];
                              } else {
                                vErrors.push(err33);
                              }
                              errors++;
                            }
                            var _valid0 = _errs47 === errors;
                            valid4 = valid4 || _valid0;
                            if (!valid4) {
                              const err34 = null;
                              if (vErrors === null) {
                                vErrors = [err34];
                              } else {
                                vErrors.push(err34);
                              }
                              errors++;
                              validate20.errors = vErrors;
                              return false;
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
                            var valid3 = _errs14 === errors;
                            if (!valid3) {
                              break;
                            }
                          }
                        }
                      } else {
                        validate20.errors = [null];
                        return false;
                      }
                    }
                    var valid0 = _errs8 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.productions !== void 0) {
                      let data18 = data.productions;
                      const _errs49 = errors;
                      if (errors === _errs49) {
                        if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                          for (const key6 in data18) {
                            const _errs51 = errors;
                            if (typeof key6 === "string") {
                              if (func2(key6) > 220) {
                                const err35 = null;
                                if (vErrors === null) {
                                  vErrors = [err35];
                                } else {
                                  vErrors.push(err35);
                                }
                                errors++;
                              } else {
                                if (!pattern10.test(key6)) {
                                  const err36 = null;
                                  if (vErrors === null) {
                                    vErrors = [err36];
                                  } else {
                                    vErrors.push(err36);
                                  }
                                  errors++;
                                }
                              }
                            }
                            var valid13 = _errs51 === errors;
                            if (!valid13) {
                              const err37 = null;
                              if (vErrors === null) {
                                vErrors = [err37];
                              } else {
                                vErrors.push(err37);
                              }
                              errors++;
                              validate20.errors = vErrors;
                              return false;
                              break;
                            }
                          }
                          if (valid13) {
                            for (const key7 in data18) {
                              const _errs53 = errors;
                              if (!validate21(data18[key7], { instancePath: instancePath + "/productions/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data18, parentDataProperty: key7, rootData, dynamicAnchors })) {
                                vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
                                errors = vErrors.length;
                              }
                              var valid14 = _errs53 === errors;
                              if (!valid14) {
                                break;
                              }
                            }
                          }
                        } else {
                          validate20.errors = [null];
                          return false;
                        }
                      }
                      var valid0 = _errs49 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.bindings !== void 0) {
                        const _errs54 = errors;
                        if (!validate27(data.bindings, { instancePath: instancePath + "/bindings", parentData: data, parentDataProperty: "bindings", rootData, dynamicAnchors })) {
                          vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                          errors = vErrors.length;
                        }
                        var valid0 = _errs54 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.guards !== void 0) {
                          let data21 = data.guards;
                          const _errs55 = errors;
                          const _errs56 = errors;
                          if (errors === _errs56) {
                            if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
                              const _errs58 = errors;
                              for (const key8 in data21) {
                                if (!(key8 === "max_disruption" || key8 === "prune_limit" || key8 === "queues" || key8 === "drain" || key8 === "other_production" || key8 === "loss")) {
                                  validate20.errors = [null];
                                  return false;
                                  break;
                                }
                              }
                              if (_errs58 === errors) {
                                if (data21.max_disruption !== void 0) {
                                  let data22 = data21.max_disruption;
                                  const _errs59 = errors;
                                  if (!(data22 === "none" || data22 === "component" || data22 === "production")) {
                                    validate20.errors = [null];
                                    return false;
                                  }
                                  var valid16 = _errs59 === errors;
                                } else {
                                  var valid16 = true;
                                }
                                if (valid16) {
                                  if (data21.prune_limit !== void 0) {
                                    let data23 = data21.prune_limit;
                                    const _errs60 = errors;
                                    const _errs61 = errors;
                                    let valid17 = false;
                                    const _errs62 = errors;
                                    if (errors === _errs62) {
                                      if (typeof data23 === "string") {
                                        if (!pattern16.test(data23)) {
                                          const err38 = null;
                                          if (vErrors === null) {
                                            vErrors = [err38];
                                          } else {
                                            vErrors.push(err38);
                                          }
                                          errors++;
                                        }
                                      } else {
                                        const err39 = null;
                                        if (vErrors === null) {
                                          vErrors = [err39];
                                        } else {
                                          vErrors.push(err39);
                                        }
                                        errors++;
                                      }
                                    }
                                    var _valid1 = _errs62 === errors;
                                    valid17 = valid17 || _valid1;
                                    const _errs64 = errors;
                                    if (!(typeof data23 == "number" && (!(data23 % 1) && !isNaN(data23)) && isFinite(data23))) {
                                      const err40 = null;
                                      if (vErrors === null) {
                                        vErrors = [err40];
                                      } else {
                                        vErrors.push(err40);
                                      }
                                      errors++;
                                    }
                                    if (errors === _errs64) {
                                      if (typeof data23 == "number" && isFinite(data23)) {
                                        if (data23 < 0 || isNaN(data23)) {
                                          const err41 = null;
                                          if (vErrors === null) {
                                            vErrors = [err41];
                                          } else {
                                            vErrors.push(err41);
                                          }
                                          errors++;
                                        }
                                      }
                                    }
                                    var _valid1 = _errs64 === errors;
                                    valid17 = valid17 || _valid1;
                                    if (!valid17) {
                                      const err42 = null;
                                      if (vErrors === null) {
                                        vErrors = [err42];
                                      } else {
                                        vErrors.push(err42);
                                      }
                                      errors++;
                                      validate20.errors = vErrors;
                                      return false;
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
                                    var valid16 = _errs60 === errors;
                                  } else {
                                    var valid16 = true;
                                  }
                                  if (valid16) {
                                    if (data21.queues !== void 0) {
                                      let data24 = data21.queues;
                                      const _errs66 = errors;
                                      if (errors === _errs66) {
                                        if (typeof data24 === "string") {
                                          if (!pattern17.test(data24)) {
                                            validate20.errors = [null];
                                            return false;
                                          }
                                        } else {
                                          validate20.errors = [null];
                                          return false;
                                        }
                                      }
                                      var valid16 = _errs66 === errors;
                                    } else {
                                      var valid16 = true;
                                    }
                                    if (valid16) {
                                      if (data21.drain !== void 0) {
                                        const _errs68 = errors;
                                        if (typeof data21.drain !== "boolean") {
                                          validate20.errors = [null];
                                          return false;
                                        }
                                        var valid16 = _errs68 === errors;
                                      } else {
                                        var valid16 = true;
                                      }
                                      if (valid16) {
                                        if (data21.other_production !== void 0) {
                                          let data26 = data21.other_production;
                                          const _errs70 = errors;
                                          if (!(data26 === "stop" || data26 === "refuse")) {
                                            validate20.errors = [null];
                                            return false;
                                          }
                                          var valid16 = _errs70 === errors;
                                        } else {
                                          var valid16 = true;
                                        }
                                        if (valid16) {
                                          if (data21.loss !== void 0) {
                                            let data27 = data21.loss;
                                            const _errs71 = errors;
                                            if (!(data27 === "refuse" || data27 === "allow")) {
                                              validate20.errors = [null];
                                              return false;
                                            }
                                            var valid16 = _errs71 === errors;
                                          } else {
                                            var valid16 = true;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            } else {
                              validate20.errors = [null];
                              return false;
                            }
                          }
                          var valid0 = _errs55 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.checks !== void 0) {
                            let data28 = data.checks;
                            const _errs72 = errors;
                            if (errors === _errs72) {
                              if (Array.isArray(data28)) {
                                var valid18 = true;
                                const len2 = data28.length;
                                for (let i2 = 0; i2 < len2; i2++) {
                                  const _errs74 = errors;
                                  if (!validate29(data28[i2], { instancePath: instancePath + "/checks/" + i2, parentData: data28, parentDataProperty: i2, rootData, dynamicAnchors })) {
                                    vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid18 = _errs74 === errors;
                                  if (!valid18) {
                                    break;
                                  }
                                }
                              } else {
                                validate20.errors = [null];
                                return false;
                              }
                            }
                            var valid0 = _errs72 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.on_failure !== void 0) {
                              let data30 = data.on_failure;
                              const _errs75 = errors;
                              if (!(data30 === "stop" || data30 === "rollback")) {
                                validate20.errors = [null];
                                return false;
                              }
                              var valid0 = _errs75 === errors;
                            } else {
                              var valid0 = true;
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate20.errors = [null];
      return false;
    }
  }
  validate20.errors = vErrors;
  return errors === 0;
}
validate20.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
var fitsConfig = validate31;
var schema47 = { "properties": { "default_target": 0, "targets": 0, "lint": 0, "sensitive_names": 0, "secret_commands": 0, "compare": 0, "baseline": 0, "rollout": 0, "windows": 0, "freeze": 0 } };
var pattern20 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "u");
var pattern27 = new RegExp("^!?[^!]+$", "u");
var pattern28 = new RegExp("^[a-z][a-z0-9_-]*$", "u");
var pattern25 = new RegExp("^[A-Za-z0-9_.-]+$", "u");
var pattern34 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2})?$", "u");
var schema48 = { "properties": { "url": 0, "username": 0, "password": 0, "namespace": 0, "verify_ssl": 0, "ca_file": 0, "timeout": 0, "migrate_timeout": 0, "retries": 0, "state": 0, "labels": 0, "lock": 0, "lock_ttl": 0 } };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.url === void 0 && (missing0 = "url")) {
        validate32.errors = [null];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!func1.call(schema48.properties, key0)) {
            validate32.errors = [null];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.url !== void 0) {
            let data0 = data.url;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data0 === "string") {
                if (!pattern21.test(data0)) {
                  validate32.errors = [null];
                  return false;
                }
              } else {
                validate32.errors = [null];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.username !== void 0) {
              const _errs4 = errors;
              if (typeof data.username !== "string") {
                validate32.errors = [null];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.password !== void 0) {
                const _errs6 = errors;
                if (typeof data.password !== "string") {
                  validate32.errors = [null];
                  return false;
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.namespace !== void 0) {
                  let data3 = data.namespace;
                  const _errs8 = errors;
                  if (errors === _errs8) {
                    if (typeof data3 === "string") {
                      if (func2(data3) < 1) {
                        validate32.errors = [null];
                        return false;
                      } else {
                        if (!pattern4.test(data3)) {
                          validate32.errors = [null];
                          return false;
                        }
                      }
                    } else {
                      validate32.errors = [null];
                      return false;
                    }
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.verify_ssl !== void 0) {
                    const _errs10 = errors;
                    if (typeof data.verify_ssl !== "boolean") {
                      validate32.errors = [null];
                      return false;
                    }
                    var valid0 = _errs10 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.ca_file !== void 0) {
                      let data5 = data.ca_file;
                      const _errs12 = errors;
                      if (errors === _errs12) {
                        if (typeof data5 === "string") {
                          if (func2(data5) < 1) {
                            validate32.errors = [null];
                            return false;
                          }
                        } else {
                          validate32.errors = [null];
                          return false;
                        }
                      }
                      var valid0 = _errs12 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.timeout !== void 0) {
                        let data6 = data.timeout;
                        const _errs14 = errors;
                        const _errs16 = errors;
                        let valid2 = false;
                        const _errs17 = errors;
                        if (errors === _errs17) {
                          if (typeof data6 === "string") {
                            if (!pattern18.test(data6)) {
                              const err0 = null;
                              if (vErrors === null) {
                                vErrors = [err0];
                              } else {
                                vErrors.push(err0);
                              }
                              errors++;
                            }
                          } else {
                            const err1 = null;
                            if (vErrors === null) {
                              vErrors = [err1];
                            } else {
                              vErrors.push(err1);
                            }
                            errors++;
                          }
                        }
                        var _valid0 = _errs17 === errors;
                        valid2 = valid2 || _valid0;
                        const _errs19 = errors;
                        if (errors === _errs19) {
                          if (typeof data6 == "number" && isFinite(data6)) {
                            if (data6 <= 0 || isNaN(data6)) {
                              const err2 = null;
                              if (vErrors === null) {
                                vErrors = [err2];
                              } else {
                                vErrors.push(err2);
                              }
                              errors++;
                            }
                          } else {
                            const err3 = null;
                            if (vErrors === null) {
                              vErrors = [err3];
                            } else {
                              vErrors.push(err3);
                            }
                            errors++;
                          }
                        }
                        var _valid0 = _errs19 === errors;
                        valid2 = valid2 || _valid0;
                        if (!valid2) {
                          const err4 = null;
                          if (vErrors === null) {
                            vErrors = [err4];
                          } else {
                            vErrors.push(err4);
                          }
                          errors++;
                          validate32.errors = vErrors;
                          return false;
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
                        var valid0 = _errs14 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.migrate_timeout !== void 0) {
                          let data7 = data.migrate_timeout;
                          const _errs21 = errors;
                          const _errs23 = errors;
                          let valid4 = false;
                          const _errs24 = errors;
                          if (errors === _errs24) {
                            if (typeof data7 === "string") {
                              if (!pattern18.test(data7)) {
                                const err5 = null;
                                if (vErrors === null) {
                                  vErrors = [err5];
                                } else {
                                  vErrors.push(err5);
                                }
                                errors++;
                              }
                            } else {
                              const err6 = null;
                              if (vErrors === null) {
                                vErrors = [err6];
                              } else {
                                vErrors.push(err6);
                              }
                              errors++;
                            }
                          }
                          var _valid1 = _errs24 === errors;
                          valid4 = valid4 || _valid1;
                          const _errs26 = errors;
                          if (errors === _errs26) {
                            if (typeof data7 == "number" && isFinite(data7)) {
                              if (data7 <= 0 || isNaN(data7)) {
                                const err7 = null;
                                if (vErrors === null) {
                                  vErrors = [err7];
                                } else {
                                  vErrors.push(err7);
                                }
                                errors++;
                              }
                            } else {
                              const err8 = null;
                              if (vErrors === null) {
                                vErrors = [err8];
                              } else {
                                vErrors.push(err8);
                              }
                              errors++;
                            }
                          }
                          var _valid1 = _errs26 === errors;
                          valid4 = valid4 || _valid1;
                          if (!valid4) {
                            const err9 = null;
                            if (vErrors === null) {
                              vErrors = [err9];
                            } else {
                              vErrors.push(err9);
                            }
                            errors++;
                            validate32.errors = vErrors;
                            return false;
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
                          var valid0 = _errs21 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.retries !== void 0) {
                            let data8 = data.retries;
                            const _errs28 = errors;
                            if (!(typeof data8 == "number" && (!(data8 % 1) && !isNaN(data8)) && isFinite(data8))) {
                              validate32.errors = [null];
                              return false;
                            }
                            if (errors === _errs28) {
                              if (typeof data8 == "number" && isFinite(data8)) {
                                if (data8 > 20 || isNaN(data8)) {
                                  validate32.errors = [null];
                                  return false;
                                } else {
                                  if (data8 < 0 || isNaN(data8)) {
                                    validate32.errors = [null];
                                    return false;
                                  }
                                }
                              }
                            }
                            var valid0 = _errs28 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.state !== void 0) {
                              let data9 = data.state;
                              const _errs30 = errors;
                              const _errs31 = errors;
                              let valid5 = false;
                              const _errs32 = errors;
                              if (errors === _errs32) {
                                if (typeof data9 === "string") {
                                  if (func2(data9) < 1) {
                                    const err10 = null;
                                    if (vErrors === null) {
                                      vErrors = [err10];
                                    } else {
                                      vErrors.push(err10);
                                    }
                                    errors++;
                                  }
                                } else {
                                  const err11 = null;
                                  if (vErrors === null) {
                                    vErrors = [err11];
                                  } else {
                                    vErrors.push(err11);
                                  }
                                  errors++;
                                }
                              }
                              var _valid2 = _errs32 === errors;
                              valid5 = valid5 || _valid2;
                              const _errs34 = errors;
                              if (errors === _errs34) {
                                if (Array.isArray(data9)) {
                                  if (data9.length < 1) {
                                    const err12 = null;
                                    if (vErrors === null) {
                                      vErrors = [err12];
                                    } else {
                                      vErrors.push(err12);
                                    }
                                    errors++;
                                  } else {
                                    var valid6 = true;
                                    const len0 = data9.length;
                                    for (let i0 = 0; i0 < len0; i0++) {
                                      let data10 = data9[i0];
                                      const _errs36 = errors;
                                      if (errors === _errs36) {
                                        if (typeof data10 === "string") {
                                          if (func2(data10) < 1) {
                                            const err13 = null;
                                            if (vErrors === null) {
                                              vErrors = [err13];
                                            } else {
                                              vErrors.push(err13);
                                            }
                                            errors++;
                                          }
                                        } else {
                                          const err14 = null;
                                          if (vErrors === null) {
                                            vErrors = [err14];
                                          } else {
                                            vErrors.push(err14);
                                          }
                                          errors++;
                                        }
                                      }
                                      var valid6 = _errs36 === errors;
                                      if (!valid6) {
                                        break;
                                      }
                                    }
                                  }
                                } else {
                                  const err15 = null;
                                  if (vErrors === null) {
                                    vErrors = [err15];
                                  } else {
                                    vErrors.push(err15);
                                  }
                                  errors++;
                                }
                              }
                              var _valid2 = _errs34 === errors;
                              valid5 = valid5 || _valid2;
                              if (!valid5) {
                                const err16 = null;
                                if (vErrors === null) {
                                  vErrors = [err16];
                                } else {
                                  vErrors.push(err16);
                                }
                                errors++;
                                validate32.errors = vErrors;
                                return false;
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
                              var valid0 = _errs30 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.labels !== void 0) {
                                let data11 = data.labels;
                                const _errs38 = errors;
                                if (errors === _errs38) {
                                  if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                                    for (const key1 in data11) {
                                      const _errs40 = errors;
                                      if (typeof key1 === "string") {
                                        if (!pattern25.test(key1)) {
                                          const err17 = null;
                                          if (vErrors === null) {
                                            vErrors = [err17];
                                          } else {
                                            vErrors.push(err17);
                                          }
                                          errors++;
                                        }
                                      }
                                      var valid7 = _errs40 === errors;
                                      if (!valid7) {
                                        const err18 = null;
                                        if (vErrors === null) {
                                          vErrors = [err18];
                                        } else {
                                          vErrors.push(err18);
                                        }
                                        errors++;
                                        validate32.errors = vErrors;
                                        return false;
                                        break;
                                      }
                                    }
                                    if (valid7) {
                                      for (const key2 in data11) {
                                        const _errs42 = errors;
                                        if (typeof data11[key2] !== "string") {
                                          validate32.errors = [null];
                                          return false;
                                        }
                                        var valid8 = _errs42 === errors;
                                        if (!valid8) {
                                          break;
                                        }
                                      }
                                    }
                                  } else {
                                    validate32.errors = [null];
                                    return false;
                                  }
                                }
                                var valid0 = _errs38 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.lock !== void 0) {
                                  let data13 = data.lock;
                                  const _errs44 = errors;
                                  if (!(data13 === "file" || data13 === "server" || data13 === "none")) {
                                    validate32.errors = [null];
                                    return false;
                                  }
                                  var valid0 = _errs44 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.lock_ttl !== void 0) {
                                    let data14 = data.lock_ttl;
                                    const _errs45 = errors;
                                    const _errs47 = errors;
                                    let valid10 = false;
                                    const _errs48 = errors;
                                    if (errors === _errs48) {
                                      if (typeof data14 === "string") {
                                        if (!pattern18.test(data14)) {
                                          const err19 = null;
                                          if (vErrors === null) {
                                            vErrors = [err19];
                                          } else {
                                            vErrors.push(err19);
                                          }
                                          errors++;
                                        }
                                      } else {
                                        const err20 = null;
                                        if (vErrors === null) {
                                          vErrors = [err20];
                                        } else {
                                          vErrors.push(err20);
                                        }
                                        errors++;
                                      }
                                    }
                                    var _valid3 = _errs48 === errors;
                                    valid10 = valid10 || _valid3;
                                    const _errs50 = errors;
                                    if (errors === _errs50) {
                                      if (typeof data14 == "number" && isFinite(data14)) {
                                        if (data14 <= 0 || isNaN(data14)) {
                                          const err21 = null;
                                          if (vErrors === null) {
                                            vErrors = [err21];
                                          } else {
                                            vErrors.push(err21);
                                          }
                                          errors++;
                                        }
                                      } else {
                                        const err22 = null;
                                        if (vErrors === null) {
                                          vErrors = [err22];
                                        } else {
                                          vErrors.push(err22);
                                        }
                                        errors++;
                                      }
                                    }
                                    var _valid3 = _errs50 === errors;
                                    valid10 = valid10 || _valid3;
                                    if (!valid10) {
                                      const err23 = null;
                                      if (vErrors === null) {
                                        vErrors = [err23];
                                      } else {
                                        vErrors.push(err23);
                                      }
                                      errors++;
                                      validate32.errors = vErrors;
                                      return false;
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
                                    var valid0 = _errs45 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate32.errors = [null];
      return false;
    }
  }
  validate32.errors = vErrors;
  return errors === 0;
}
validate32.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.name === void 0 && (missing0 = "name")) {
        validate35.errors = [null];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "name" || key0 === "targets" || key0 === "labels" || key0 === "percent" || key0 === "soak")) {
            validate35.errors = [null];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.name !== void 0) {
            let data0 = data.name;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data0 === "string") {
                if (func2(data0) > 60) {
                  validate35.errors = [null];
                  return false;
                } else {
                  if (!pattern20.test(data0)) {
                    validate35.errors = [null];
                    return false;
                  }
                }
              } else {
                validate35.errors = [null];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.targets !== void 0) {
              let data1 = data.targets;
              const _errs4 = errors;
              if (errors === _errs4) {
                if (Array.isArray(data1)) {
                  if (data1.length < 1) {
                    validate35.errors = [null];
                    return false;
                  } else {
                    var valid1 = true;
                    const len0 = data1.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data2 = data1[i0];
                      const _errs6 = errors;
                      if (errors === _errs6) {
                        if (typeof data2 === "string") {
                          if (func2(data2) < 1) {
                            validate35.errors = [null];
                            return false;
                          }
                        } else {
                          validate35.errors = [null];
                          return false;
                        }
                      }
                      var valid1 = _errs6 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  }
                } else {
                  validate35.errors = [null];
                  return false;
                }
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.labels !== void 0) {
                let data3 = data.labels;
                const _errs8 = errors;
                if (errors === _errs8) {
                  if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                    if (Object.keys(data3).length < 1) {
                      validate35.errors = [null];
                      return false;
                    } else {
                      for (const key1 in data3) {
                        const _errs10 = errors;
                        if (typeof key1 === "string") {
                          if (!pattern25.test(key1)) {
                            const err0 = null;
                            if (vErrors === null) {
                              vErrors = [err0];
                            } else {
                              vErrors.push(err0);
                            }
                            errors++;
                          }
                        }
                        var valid2 = _errs10 === errors;
                        if (!valid2) {
                          const err1 = null;
                          if (vErrors === null) {
                            vErrors = [err1];
                          } else {
                            vErrors.push(err1);
                          }
                          errors++;
                          validate35.errors = vErrors;
                          return false;
                          break;
                        }
                      }
                      if (valid2) {
                        for (const key2 in data3) {
                          const _errs12 = errors;
                          if (typeof data3[key2] !== "string") {
                            validate35.errors = [null];
                            return false;
                          }
                          var valid3 = _errs12 === errors;
                          if (!valid3) {
                            break;
                          }
                        }
                      }
                    }
                  } else {
                    validate35.errors = [null];
                    return false;
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.percent !== void 0) {
                  let data5 = data.percent;
                  const _errs14 = errors;
                  if (errors === _errs14) {
                    if (typeof data5 == "number" && isFinite(data5)) {
                      if (data5 > 100 || isNaN(data5)) {
                        validate35.errors = [null];
                        return false;
                      } else {
                        if (data5 <= 0 || isNaN(data5)) {
                          validate35.errors = [null];
                          return false;
                        }
                      }
                    } else {
                      validate35.errors = [null];
                      return false;
                    }
                  }
                  var valid0 = _errs14 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.soak !== void 0) {
                    let data6 = data.soak;
                    const _errs16 = errors;
                    const _errs18 = errors;
                    let valid5 = false;
                    const _errs19 = errors;
                    if (errors === _errs19) {
                      if (typeof data6 === "string") {
                        if (!pattern18.test(data6)) {
                          const err2 = null;
                          if (vErrors === null) {
                            vErrors = [err2];
                          } else {
                            vErrors.push(err2);
                          }
                          errors++;
                        }
                      } else {
                        const err3 = null;
                        if (vErrors === null) {
                          vErrors = [err3];
                        } else {
                          vErrors.push(err3);
                        }
                        errors++;
                      }
                    }
                    var _valid0 = _errs19 === errors;
                    valid5 = valid5 || _valid0;
                    const _errs21 = errors;
                    if (errors === _errs21) {
                      if (typeof data6 == "number" && isFinite(data6)) {
                        if (data6 <= 0 || isNaN(data6)) {
                          const err4 = null;
                          if (vErrors === null) {
                            vErrors = [err4];
                          } else {
                            vErrors.push(err4);
                          }
                          errors++;
                        }
                      } else {
                        const err5 = null;
                        if (vErrors === null) {
                          vErrors = [err5];
                        } else {
                          vErrors.push(err5);
                        }
                        errors++;
                      }
                    }
                    var _valid0 = _errs21 === errors;
                    valid5 = valid5 || _valid0;
                    if (!valid5) {
                      const err6 = null;
                      if (vErrors === null) {
                        vErrors = [err6];
                      } else {
                        vErrors.push(err6);
                      }
                      errors++;
                      validate35.errors = vErrors;
                      return false;
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
                    var valid0 = _errs16 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate35.errors = [null];
      return false;
    }
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.waves === void 0 && (missing0 = "waves")) {
        validate34.errors = [null];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "waves" || key0 === "gates" || key0 === "max_failures" || key0 === "on_failure")) {
            validate34.errors = [null];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.waves !== void 0) {
            let data0 = data.waves;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (Array.isArray(data0)) {
                if (data0.length < 1) {
                  validate34.errors = [null];
                  return false;
                } else {
                  var valid1 = true;
                  const len0 = data0.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    const _errs4 = errors;
                    if (!validate35(data0[i0], { instancePath: instancePath + "/waves/" + i0, parentData: data0, parentDataProperty: i0, rootData, dynamicAnchors })) {
                      vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
                      errors = vErrors.length;
                    }
                    var valid1 = _errs4 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                }
              } else {
                validate34.errors = [null];
                return false;
              }
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.gates !== void 0) {
              let data2 = data.gates;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (Array.isArray(data2)) {
                  var valid2 = true;
                  const len1 = data2.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    let data3 = data2[i1];
                    const _errs7 = errors;
                    if (!(data3 === "checks" || data3 === "log" || data3 === "queues" || data3 === "routes")) {
                      validate34.errors = [null];
                      return false;
                    }
                    var valid2 = _errs7 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                  if (valid2) {
                    let i2 = data2.length;
                    let j0;
                    if (i2 > 1) {
                      outer0: for (; i2--; ) {
                        for (j0 = i2; j0--; ) {
                          if (func0(data2[i2], data2[j0])) {
                            validate34.errors = [null];
                            return false;
                            break outer0;
                          }
                        }
                      }
                    }
                  }
                } else {
                  validate34.errors = [null];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.max_failures !== void 0) {
                let data4 = data.max_failures;
                const _errs8 = errors;
                if (!(typeof data4 == "number" && (!(data4 % 1) && !isNaN(data4)) && isFinite(data4))) {
                  validate34.errors = [null];
                  return false;
                }
                if (errors === _errs8) {
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 < 0 || isNaN(data4)) {
                      validate34.errors = [null];
                      return false;
                    }
                  }
                }
                var valid0 = _errs8 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.on_failure !== void 0) {
                  let data5 = data.on_failure;
                  const _errs10 = errors;
                  if (!(data5 === "stop" || data5 === "rollback")) {
                    validate34.errors = [null];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate34.errors = [null];
      return false;
    }
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
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      const _errs1 = errors;
      for (const key0 in data) {
        if (!func1.call(schema47.properties, key0)) {
          validate31.errors = [null];
          return false;
          break;
        }
      }
      if (_errs1 === errors) {
        if (data.default_target !== void 0) {
          let data0 = data.default_target;
          const _errs2 = errors;
          if (errors === _errs2) {
            if (typeof data0 === "string") {
              if (func2(data0) < 1) {
                validate31.errors = [null];
                return false;
              }
            } else {
              validate31.errors = [null];
              return false;
            }
          }
          var valid0 = _errs2 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.targets !== void 0) {
            let data1 = data.targets;
            const _errs4 = errors;
            if (errors === _errs4) {
              if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                for (const key1 in data1) {
                  const _errs6 = errors;
                  if (typeof key1 === "string") {
                    if (!pattern20.test(key1)) {
                      const err0 = null;
                      if (vErrors === null) {
                        vErrors = [err0];
                      } else {
                        vErrors.push(err0);
                      }
                      errors++;
                    }
                  }
                  var valid1 = _errs6 === errors;
                  if (!valid1) {
                    const err1 = null;
                    if (vErrors === null) {
                      vErrors = [err1];
                    } else {
                      vErrors.push(err1);
                    }
                    errors++;
                    validate31.errors = vErrors;
                    return false;
                    break;
                  }
                }
                if (valid1) {
                  for (const key2 in data1) {
                    const _errs8 = errors;
                    if (!validate32(data1[key2], { instancePath: instancePath + "/targets/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key2, rootData, dynamicAnchors })) {
                      vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
                      errors = vErrors.length;
                    }
                    var valid2 = _errs8 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                }
              } else {
                validate31.errors = [null];
                return false;
              }
            }
            var valid0 = _errs4 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.lint !== void 0) {
              let data3 = data.lint;
              const _errs9 = errors;
              if (errors === _errs9) {
                if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                  for (const key3 in data3) {
                    const _errs11 = errors;
                    if (!(key3 === "target-missing" || key3 === "target-disabled" || key3 === "port-conflict" || key3 === "path-conflict" || key3 === "class-unknown" || key3 === "setting-target" || key3 === "setting-target-name" || key3 === "clear-password" || key3 === "white-space")) {
                      const err2 = null;
                      if (vErrors === null) {
                        vErrors = [err2];
                      } else {
                        vErrors.push(err2);
                      }
                      errors++;
                    }
                    var valid3 = _errs11 === errors;
                    if (!valid3) {
                      const err3 = null;
                      if (vErrors === null) {
                        vErrors = [err3];
                      } else {
                        vErrors.push(err3);
                      }
                      errors++;
                      validate31.errors = vErrors;
                      return false;
                      break;
                    }
                  }
                  if (valid3) {
                    for (const key4 in data3) {
                      let data4 = data3[key4];
                      const _errs13 = errors;
                      if (!(data4 === "off" || data4 === "warning" || data4 === "error")) {
                        validate31.errors = [null];
                        return false;
                      }
                      var valid4 = _errs13 === errors;
                      if (!valid4) {
                        break;
                      }
                    }
                  }
                } else {
                  validate31.errors = [null];
                  return false;
                }
              }
              var valid0 = _errs9 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.sensitive_names !== void 0) {
                let data5 = data.sensitive_names;
                const _errs14 = errors;
                if (errors === _errs14) {
                  if (Array.isArray(data5)) {
                    var valid5 = true;
                    const len0 = data5.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data6 = data5[i0];
                      const _errs16 = errors;
                      if (errors === _errs16) {
                        if (typeof data6 === "string") {
                          if (func2(data6) > 200) {
                            validate31.errors = [null];
                            return false;
                          } else {
                            if (!pattern27.test(data6)) {
                              validate31.errors = [null];
                              return false;
                            }
                          }
                        } else {
                          validate31.errors = [null];
                          return false;
                        }
                      }
                      var valid5 = _errs16 === errors;
                      if (!valid5) {
                        break;
                      }
                    }
                  } else {
                    validate31.errors = [null];
                    return false;
                  }
                }
                var valid0 = _errs14 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.secret_commands !== void 0) {
                  let data7 = data.secret_commands;
                  const _errs18 = errors;
                  if (errors === _errs18) {
                    if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                      for (const key5 in data7) {
                        const _errs20 = errors;
                        const _errs21 = errors;
                        const _errs22 = errors;
                        if ("sops" !== key5) {
                          const err4 = {};
                          if (vErrors === null) {
                            vErrors = [err4];
                          } else {
                            vErrors.push(err4);
                          }
                          errors++;
                        }
                        var valid7 = _errs22 === errors;
                        if (valid7) {
                          const err5 = null;
                          if (vErrors === null) {
                            vErrors = [err5];
                          } else {
                            vErrors.push(err5);
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
                        if (errors === _errs20) {
                          if (typeof key5 === "string") {
                            if (!pattern28.test(key5)) {
                              const err6 = null;
                              if (vErrors === null) {
                                vErrors = [err6];
                              } else {
                                vErrors.push(err6);
                              }
                              errors++;
                            }
                          }
                        }
                        var valid6 = _errs20 === errors;
                        if (!valid6) {
                          const err7 = null;
                          if (vErrors === null) {
                            vErrors = [err7];
                          } else {
                            vErrors.push(err7);
                          }
                          errors++;
                          validate31.errors = vErrors;
                          return false;
                          break;
                        }
                      }
                      if (valid6) {
                        for (const key6 in data7) {
                          let data8 = data7[key6];
                          const _errs24 = errors;
                          if (errors === _errs24) {
                            if (Array.isArray(data8)) {
                              if (data8.length < 1) {
                                validate31.errors = [null];
                                return false;
                              } else {
                                var valid9 = true;
                                const len1 = data8.length;
                                for (let i1 = 0; i1 < len1; i1++) {
                                  let data9 = data8[i1];
                                  const _errs26 = errors;
                                  if (errors === _errs26) {
                                    if (typeof data9 === "string") {
                                      if (func2(data9) < 1) {
                                        validate31.errors = [null];
                                        return false;
                                      }
                                    } else {
                                      validate31.errors = [null];
                                      return false;
                                    }
                                  }
                                  var valid9 = _errs26 === errors;
                                  if (!valid9) {
                                    break;
                                  }
                                }
                              }
                            } else {
                              validate31.errors = [null];
                              return false;
                            }
                          }
                          var valid8 = _errs24 === errors;
                          if (!valid8) {
                            break;
                          }
                        }
                      }
                    } else {
                      validate31.errors = [null];
                      return false;
                    }
                  }
                  var valid0 = _errs18 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.compare !== void 0) {
                    let data10 = data.compare;
                    const _errs28 = errors;
                    if (errors === _errs28) {
                      if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
                        const _errs30 = errors;
                        for (const key7 in data10) {
                          if (!(key7 === "equal" || key7 === "differ" || key7 === "ignore")) {
                            validate31.errors = [null];
                            return false;
                            break;
                          }
                        }
                        if (_errs30 === errors) {
                          if (data10.equal !== void 0) {
                            let data11 = data10.equal;
                            const _errs31 = errors;
                            if (errors === _errs31) {
                              if (Array.isArray(data11)) {
                                var valid11 = true;
                                const len2 = data11.length;
                                for (let i2 = 0; i2 < len2; i2++) {
                                  let data12 = data11[i2];
                                  const _errs33 = errors;
                                  if (errors === _errs33) {
                                    if (typeof data12 === "string") {
                                      if (func2(data12) < 1) {
                                        validate31.errors = [null];
                                        return false;
                                      }
                                    } else {
                                      validate31.errors = [null];
                                      return false;
                                    }
                                  }
                                  var valid11 = _errs33 === errors;
                                  if (!valid11) {
                                    break;
                                  }
                                }
                              } else {
                                validate31.errors = [null];
                                return false;
                              }
                            }
                            var valid10 = _errs31 === errors;
                          } else {
                            var valid10 = true;
                          }
                          if (valid10) {
                            if (data10.differ !== void 0) {
                              let data13 = data10.differ;
                              const _errs35 = errors;
                              if (errors === _errs35) {
                                if (Array.isArray(data13)) {
                                  var valid12 = true;
                                  const len3 = data13.length;
                                  for (let i3 = 0; i3 < len3; i3++) {
                                    let data14 = data13[i3];
                                    const _errs37 = errors;
                                    if (errors === _errs37) {
                                      if (typeof data14 === "string") {
                                        if (func2(data14) < 1) {
                                          validate31.errors = [null];
                                          return false;
                                        }
                                      } else {
                                        validate31.errors = [null];
                                        return false;
                                      }
                                    }
                                    var valid12 = _errs37 === errors;
                                    if (!valid12) {
                                      break;
                                    }
                                  }
                                } else {
                                  validate31.errors = [null];
                                  return false;
                                }
                              }
                              var valid10 = _errs35 === errors;
                            } else {
                              var valid10 = true;
                            }
                            if (valid10) {
                              if (data10.ignore !== void 0) {
                                let data15 = data10.ignore;
                                const _errs39 = errors;
                                if (errors === _errs39) {
                                  if (Array.isArray(data15)) {
                                    var valid13 = true;
                                    const len4 = data15.length;
                                    for (let i4 = 0; i4 < len4; i4++) {
                                      let data16 = data15[i4];
                                      const _errs41 = errors;
                                      if (errors === _errs41) {
                                        if (typeof data16 === "string") {
                                          if (func2(data16) < 1) {
                                            validate31.errors = [null];
                                            return false;
                                          }
                                        } else {
                                          validate31.errors = [null];
                                          return false;
                                        }
                                      }
                                      var valid13 = _errs41 === errors;
                                      if (!valid13) {
                                        break;
                                      }
                                    }
                                  } else {
                                    validate31.errors = [null];
                                    return false;
                                  }
                                }
                                var valid10 = _errs39 === errors;
                              } else {
                                var valid10 = true;
                              }
                            }
                          }
                        }
                      } else {
                        validate31.errors = [null];
                        return false;
                      }
                    }
                    var valid0 = _errs28 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.baseline !== void 0) {
                      let data17 = data.baseline;
                      const _errs43 = errors;
                      if (errors === _errs43) {
                        if (typeof data17 === "string") {
                          if (func2(data17) < 1) {
                            validate31.errors = [null];
                            return false;
                          }
                        } else {
                          validate31.errors = [null];
                          return false;
                        }
                      }
                      var valid0 = _errs43 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.rollout !== void 0) {
                        const _errs45 = errors;
                        if (!validate34(data.rollout, { instancePath: instancePath + "/rollout", parentData: data, parentDataProperty: "rollout", rootData, dynamicAnchors })) {
                          vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
                          errors = vErrors.length;
                        }
                        var valid0 = _errs45 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.windows !== void 0) {
                          let data19 = data.windows;
                          const _errs46 = errors;
                          if (errors === _errs46) {
                            if (Array.isArray(data19)) {
                              var valid14 = true;
                              const len5 = data19.length;
                              for (let i5 = 0; i5 < len5; i5++) {
                                let data20 = data19[i5];
                                const _errs48 = errors;
                                const _errs49 = errors;
                                if (errors === _errs49) {
                                  if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                                    let missing0;
                                    if (data20.open === void 0 && (missing0 = "open")) {
                                      validate31.errors = [null];
                                      return false;
                                    } else {
                                      const _errs51 = errors;
                                      for (const key8 in data20) {
                                        if (!(key8 === "targets" || key8 === "labels" || key8 === "open")) {
                                          validate31.errors = [null];
                                          return false;
                                          break;
                                        }
                                      }
                                      if (_errs51 === errors) {
                                        if (data20.targets !== void 0) {
                                          let data21 = data20.targets;
                                          const _errs52 = errors;
                                          if (errors === _errs52) {
                                            if (Array.isArray(data21)) {
                                              if (data21.length < 1) {
                                                validate31.errors = [null];
                                                return false;
                                              } else {
                                                var valid17 = true;
                                                const len6 = data21.length;
                                                for (let i6 = 0; i6 < len6; i6++) {
                                                  let data22 = data21[i6];
                                                  const _errs54 = errors;
                                                  if (errors === _errs54) {
                                                    if (typeof data22 === "string") {
                                                      if (func2(data22) < 1) {
                                                        validate31.errors = [null];
                                                        return false;
                                                      }
                                                    } else {
                                                      validate31.errors = [null];
                                                      return false;
                                                    }
                                                  }
                                                  var valid17 = _errs54 === errors;
                                                  if (!valid17) {
                                                    break;
                                                  }
                                                }
                                              }
                                            } else {
                                              validate31.errors = [null];
                                              return false;
                                            }
                                          }
                                          var valid16 = _errs52 === errors;
                                        } else {
                                          var valid16 = true;
                                        }
                                        if (valid16) {
                                          if (data20.labels !== void 0) {
                                            let data23 = data20.labels;
                                            const _errs56 = errors;
                                            if (errors === _errs56) {
                                              if (data23 && typeof data23 == "object" && !Array.isArray(data23)) {
                                                if (Object.keys(data23).length < 1) {
                                                  validate31.errors = [null];
                                                  return false;
                                                } else {
                                                  for (const key9 in data23) {
                                                    const _errs58 = errors;
                                                    if (typeof key9 === "string") {
                                                      if (!pattern25.test(key9)) {
                                                        const err8 = null;
                                                        if (vErrors === null) {
                                                          vErrors = [err8];
                                                        } else {
                                                          vErrors.push(err8);
                                                        }
                                                        errors++;
                                                      }
                                                    }
                                                    var valid18 = _errs58 === errors;
                                                    if (!valid18) {
                                                      const err9 = null;
                                                      if (vErrors === null) {
                                                        vErrors = [err9];
                                                      } else {
                                                        vErrors.push(err9);
                                                      }
                                                      errors++;
                                                      validate31.errors = vErrors;
                                                      return false;
                                                      break;
                                                    }
                                                  }
                                                  if (valid18) {
                                                    for (const key10 in data23) {
                                                      const _errs60 = errors;
                                                      if (typeof data23[key10] !== "string") {
                                                        validate31.errors = [null];
                                                        return false;
                                                      }
                                                      var valid19 = _errs60 === errors;
                                                      if (!valid19) {
                                                        break;
                                                      }
                                                    }
                                                  }
                                                }
                                              } else {
                                                validate31.errors = [null];
                                                return false;
                                              }
                                            }
                                            var valid16 = _errs56 === errors;
                                          } else {
                                            var valid16 = true;
                                          }
                                          if (valid16) {
                                            if (data20.open !== void 0) {
                                              let data25 = data20.open;
                                              const _errs62 = errors;
                                              if (errors === _errs62) {
                                                if (Array.isArray(data25)) {
                                                  if (data25.length < 1) {
                                                    validate31.errors = [null];
                                                    return false;
                                                  } else {
                                                    var valid20 = true;
                                                    const len7 = data25.length;
                                                    for (let i7 = 0; i7 < len7; i7++) {
                                                      let data26 = data25[i7];
                                                      const _errs64 = errors;
                                                      if (errors === _errs64) {
                                                        if (typeof data26 === "string") {
                                                          if (func2(data26) > 200) {
                                                            validate31.errors = [null];
                                                            return false;
                                                          } else {
                                                            if (func2(data26) < 1) {
                                                              validate31.errors = [null];
                                                              return false;
                                                            }
                                                          }
                                                        } else {
                                                          validate31.errors = [null];
                                                          return false;
                                                        }
                                                      }
                                                      var valid20 = _errs64 === errors;
                                                      if (!valid20) {
                                                        break;
                                                      }
                                                    }
                                                  }
                                                } else {
                                                  validate31.errors = [null];
                                                  return false;
                                                }
                                              }
                                              var valid16 = _errs62 === errors;
                                            } else {
                                              var valid16 = true;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else {
                                    validate31.errors = [null];
                                    return false;
                                  }
                                }
                                var valid14 = _errs48 === errors;
                                if (!valid14) {
                                  break;
                                }
                              }
                            } else {
                              validate31.errors = [null];
                              return false;
                            }
                          }
                          var valid0 = _errs46 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.freeze !== void 0) {
                            let data27 = data.freeze;
                            const _errs66 = errors;
                            if (errors === _errs66) {
                              if (Array.isArray(data27)) {
                                var valid21 = true;
                                const len8 = data27.length;
                                for (let i8 = 0; i8 < len8; i8++) {
                                  let data28 = data27[i8];
                                  const _errs68 = errors;
                                  const _errs69 = errors;
                                  if (errors === _errs69) {
                                    if (data28 && typeof data28 == "object" && !Array.isArray(data28)) {
                                      let missing1;
                                      if (data28.from === void 0 && (missing1 = "from") || data28.to === void 0 && (missing1 = "to")) {
                                        validate31.errors = [null];
                                        return false;
                                      } else {
                                        const _errs71 = errors;
                                        for (const key11 in data28) {
                                          if (!(key11 === "targets" || key11 === "labels" || key11 === "from" || key11 === "to" || key11 === "zone" || key11 === "reason")) {
                                            validate31.errors = [null];
                                            return false;
                                            break;
                                          }
                                        }
                                        if (_errs71 === errors) {
                                          if (data28.targets !== void 0) {
                                            let data29 = data28.targets;
                                            const _errs72 = errors;
                                            if (errors === _errs72) {
                                              if (Array.isArray(data29)) {
                                                if (data29.length < 1) {
                                                  validate31.errors = [null];
                                                  return false;
                                                } else {
                                                  var valid24 = true;
                                                  const len9 = data29.length;
                                                  for (let i9 = 0; i9 < len9; i9++) {
                                                    let data30 = data29[i9];
                                                    const _errs74 = errors;
                                                    if (errors === _errs74) {
                                                      if (typeof data30 === "string") {
                                                        if (func2(data30) < 1) {
                                                          validate31.errors = [null];
                                                          return false;
                                                        }
                                                      } else {
                                                        validate31.errors = [null];
                                                        return false;
                                                      }
                                                    }
                                                    var valid24 = _errs74 === errors;
                                                    if (!valid24) {
                                                      break;
                                                    }
                                                  }
                                                }
                                              } else {
                                                validate31.errors = [null];
                                                return false;
                                              }
                                            }
                                            var valid23 = _errs72 === errors;
                                          } else {
                                            var valid23 = true;
                                          }
                                          if (valid23) {
                                            if (data28.labels !== void 0) {
                                              let data31 = data28.labels;
                                              const _errs76 = errors;
                                              if (errors === _errs76) {
                                                if (data31 && typeof data31 == "object" && !Array.isArray(data31)) {
                                                  if (Object.keys(data31).length < 1) {
                                                    validate31.errors = [null];
                                                    return false;
                                                  } else {
                                                    for (const key12 in data31) {
                                                      const _errs78 = errors;
                                                      if (typeof key12 === "string") {
                                                        if (!pattern25.test(key12)) {
                                                          const err10 = null;
                                                          if (vErrors === null) {
                                                            vErrors = [err10];
                                                          } else {
                                                            vErrors.push(err10);
                                                          }
                                                          errors++;
                                                        }
                                                      }
                                                      var valid25 = _errs78 === errors;
                                                      if (!valid25) {
                                                        const err11 = null;
                                                        if (vErrors === null) {
                                                          vErrors = [err11];
                                                        } else {
                                                          vErrors.push(err11);
                                                        }
                                                        errors++;
                                                        validate31.errors = vErrors;
                                                        return false;
                                                        break;
                                                      }
                                                    }
                                                    if (valid25) {
                                                      for (const key13 in data31) {
                                                        const _errs80 = errors;
                                                        if (typeof data31[key13] !== "string") {
                                                          validate31.errors = [null];
                                                          return false;
                                                        }
                                                        var valid26 = _errs80 === errors;
                                                        if (!valid26) {
                                                          break;
                                                        }
                                                      }
                                                    }
                                                  }
                                                } else {
                                                  validate31.errors = [null];
                                                  return false;
                                                }
                                              }
                                              var valid23 = _errs76 === errors;
                                            } else {
                                              var valid23 = true;
                                            }
                                            if (valid23) {
                                              if (data28.from !== void 0) {
                                                let data33 = data28.from;
                                                const _errs82 = errors;
                                                if (errors === _errs82) {
                                                  if (typeof data33 === "string") {
                                                    if (!pattern34.test(data33)) {
                                                      validate31.errors = [null];
                                                      return false;
                                                    }
                                                  } else {
                                                    validate31.errors = [null];
                                                    return false;
                                                  }
                                                }
                                                var valid23 = _errs82 === errors;
                                              } else {
                                                var valid23 = true;
                                              }
                                              if (valid23) {
                                                if (data28.to !== void 0) {
                                                  let data34 = data28.to;
                                                  const _errs84 = errors;
                                                  if (errors === _errs84) {
                                                    if (typeof data34 === "string") {
                                                      if (!pattern34.test(data34)) {
                                                        validate31.errors = [null];
                                                        return false;
                                                      }
                                                    } else {
                                                      validate31.errors = [null];
                                                      return false;
                                                    }
                                                  }
                                                  var valid23 = _errs84 === errors;
                                                } else {
                                                  var valid23 = true;
                                                }
                                                if (valid23) {
                                                  if (data28.zone !== void 0) {
                                                    let data35 = data28.zone;
                                                    const _errs86 = errors;
                                                    if (errors === _errs86) {
                                                      if (typeof data35 === "string") {
                                                        if (func2(data35) < 1) {
                                                          validate31.errors = [null];
                                                          return false;
                                                        }
                                                      } else {
                                                        validate31.errors = [null];
                                                        return false;
                                                      }
                                                    }
                                                    var valid23 = _errs86 === errors;
                                                  } else {
                                                    var valid23 = true;
                                                  }
                                                  if (valid23) {
                                                    if (data28.reason !== void 0) {
                                                      let data36 = data28.reason;
                                                      const _errs88 = errors;
                                                      if (errors === _errs88) {
                                                        if (typeof data36 === "string") {
                                                          if (func2(data36) > 400) {
                                                            validate31.errors = [null];
                                                            return false;
                                                          } else {
                                                            if (func2(data36) < 1) {
                                                              validate31.errors = [null];
                                                              return false;
                                                            }
                                                          }
                                                        } else {
                                                          validate31.errors = [null];
                                                          return false;
                                                        }
                                                      }
                                                      var valid23 = _errs88 === errors;
                                                    } else {
                                                      var valid23 = true;
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    } else {
                                      validate31.errors = [null];
                                      return false;
                                    }
                                  }
                                  var valid21 = _errs68 === errors;
                                  if (!valid21) {
                                    break;
                                  }
                                }
                              } else {
                                validate31.errors = [null];
                                return false;
                              }
                            }
                            var valid0 = _errs66 === errors;
                          } else {
                            var valid0 = true;
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate31.errors = [null];
      return false;
    }
  }
  validate31.errors = vErrors;
  return errors === 0;
}
validate31.evaluated = { "props": true, "dynamicProps": false, "dynamicItems": false };
export {
  fitsConfig,
  fitsDesired
};
