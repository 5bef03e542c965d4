"""What the server registers: IRIS proxy classes of Python classes."""
from services import OrderFileService
from operations import OrderStore

CLASSES = {
    "Python.OrderFileService": OrderFileService,
    "Python.OrderStore": OrderStore,
}
