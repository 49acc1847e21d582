"""The service as it runs for real, on this machine: PostgreSQL, nginx, gunicorn's processes, a worker, and as many people as one likes at work in it.

    python -m tests.rehearsal load --people 300 --minutes 5
    python -m tests.rehearsal faults --people 40 --minutes 4
    python -m tests.rehearsal late --people 5 --minutes 2
    python -m tests.rehearsal processes --people 6

``load`` prints how quickly each kind of page answered, what the processes took of memory, and whether every change that was acknowledged is in the
database afterwards. ``faults`` breaks one thing after another meanwhile and asks the same, and how long it took until people could work again; it fills
small disks, which only root may mount. ``late`` reads from a copy that is five seconds behind; ``processes`` lets any of four answer each request.
Exits 1 when anything does not hold. Everything is thrown away afterwards.
"""
