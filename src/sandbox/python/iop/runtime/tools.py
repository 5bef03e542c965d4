"""Names that scripts import to drive a server: here the API does that."""


class Utils:
    """Registration by hand is what `/migrate` does; here each call is accepted and does nothing."""

    def __getattr__(self, name):
        return lambda *args, **options: None

    @staticmethod
    def migrate(*args, **options):
        return None

    @staticmethod
    def register_component(*args, **options):
        return None

    @staticmethod
    def register_file(*args, **options):
        return None

    @staticmethod
    def register_folder(*args, **options):
        return None

    @staticmethod
    def register_package(*args, **options):
        return None

    @staticmethod
    def register_production(*args, **options):
        return None


class Director:
    """Productions are started and stopped through the API."""

    @staticmethod
    def create_business_service(target):
        return None

    create_python_business_service = create_business_service

    @staticmethod
    def start_production(name=None):
        return None

    @staticmethod
    def stop_production():
        return None
