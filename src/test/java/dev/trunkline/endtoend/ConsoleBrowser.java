package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Chromium, with the page in it. Where there is none its tests are skipped, unless {@code CONSOLE_TEST=required} is in the environment,
 * as in CI.
 */
final class ConsoleBrowser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private Duration patience = PATIENCE;

    private ConsoleBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param microphone a WAV that its microphone hears, again and again; null: it beeps */
    static ConsoleBrowser open(@Nullable Path microphone) {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            String obstacle = "the console is tested in Chromium (Debian's packages chromium and chromium-driver)";
            return "required".equals(System.getenv("CONSOLE_TEST")) ? fail(obstacle) : abort(obstacle);
        }
        ChromeOptions options = new ChromeOptions().setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream");
        if (microphone != null) {
            options.addArguments("--use-file-for-fake-audio-capture=" + microphone.toAbsolutePath());
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        return new ConsoleBrowser(new ChromeDriver(service, options)).sized(1440, 900);
    }

    ConsoleBrowser sized(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** From now on it waits so long for what it is to see. */
    ConsoleBrowser patient(int seconds) {
        patience = Duration.ofSeconds(seconds);
        return this;
    }

    /** What the system is said to prefer, such as {@code prefers-color-scheme: dark}, and nothing else. */
    ConsoleBrowser prefers(Map<String, String> features) {
        List<Map<String, String>> emulated = features.entrySet().stream()
                .map(each -> Map.of("name", each.getKey(), "value", each.getValue()))
                .toList();
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", emulated));
        return this;
    }

    ConsoleBrowser goTo(URI page, String hash) {
        driver.get("about:blank");
        driver.get(page + "#" + hash);
        return this;
    }

    /** Where the page is. */
    String hash() {
        String url = driver.getCurrentUrl();
        return url == null ? "" : url.substring(url.indexOf('#') + 1);
    }

    /** An element that can be seen, as soon as it can. */
    WebElement see(String css) {
        return waiting("nothing visible at " + css)
                .until(page -> page.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** An element that says so, as soon as there is one. */
    WebElement see(String css, String words) {
        return waiting(css + " never said " + words)
                .until(page -> page.findElements(By.cssSelector(css)).stream()
                        .filter(each -> each.isDisplayed() && each.getText().contains(words))
                        .findFirst()
                        .orElse(null));
    }

    boolean isThere(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** Clicks the button with these words. */
    void press(String words) {
        see("button, a.button", words).click();
    }

    /** Types keys at the page, or into what has the focus. */
    void type(String keys) {
        new org.openqa.selenium.interactions.Actions(driver).sendKeys(keys).perform();
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    @Nullable
    Object runLater(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeAsyncScript(script, arguments);
    }

    private WebDriverWait waiting(String otherwise) {
        var wait = new WebDriverWait(driver, patience, Duration.ofMillis(50));
        wait.withMessage(() -> otherwise + "; the page says: "
                + driver.findElement(By.tagName("body")).getText() + "\n" + complaints());
        wait.ignoring(org.openqa.selenium.StaleElementReferenceException.class);
        return wait;
    }

    /** A picture of what can be seen now, kept under {@code target/screenshots}. */
    void picture(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES));
    }

    /** What the console of the browser has got since this was last asked. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                complaints.add(entry.getMessage());
            }
        }
        return complaints;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
