package dev.trunkline.lab.fleet.measure;

/** What a bridge holds on to while it carries calls, and should let go of afterwards. */
public enum MemoryUse {
    RESIDENT("residentBytes", "Memory in RAM", true),
    HEAP("heapBytes", "Java heap", true),
    DIRECT("directBytes", "Socket buffers outside the heap", true),
    DESCRIPTORS("descriptors", "Open files and sockets", false),
    THREADS("threads", "Threads", false);

    private final String label;
    private final String words;
    private final boolean inBytes;

    MemoryUse(String label, String words, boolean inBytes) {
        this.label = label;
        this.words = words;
        this.inBytes = inBytes;
    }

    /** Its name in JSON. */
    public String label() {
        return label;
    }

    /** For people. */
    public String words() {
        return words;
    }

    public boolean isInBytes() {
        return inBytes;
    }
}
