from parts import SensorService, StationOperation

CLASSES = {
    "Python.SensorService": SensorService,
    "Python.StationOperation": StationOperation,
}
