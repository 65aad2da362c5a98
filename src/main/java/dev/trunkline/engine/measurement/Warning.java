package dev.trunkline.engine.measurement;

/**
 * Why a model has nothing to say. That these go from W0101 (vocal bursts) to W0105 ("No speech detected.") is documented; which
 * of the codes between is the language model's is our reading.
 */
enum Warning {
    W0101("No vocal bursts detected."),
    W0104("No emotional language detected."),
    W0105("No speech detected.");

    private final String text;

    Warning(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
