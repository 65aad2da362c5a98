package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where tokens are configured the page asks for one, on the port that everybody reaches, and offers what it may. */
class ConsoleSignInIT {

    private static final String VIEWER = "a-viewer-of-twenty-four-letters";
    private static final String OPERATOR = "an-operator-of-twenty-four-letters";

    private ScriptedEvi evi;
    private Trunkline bridge;
    private ConsoleBrowser browser;
    private URI page;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        evi = new ScriptedEvi((chat, message) -> {});
        Path config = folder.resolve("trunkline.yaml");
        Files.writeString(config, """
                admin:
                  tokens:
                    - {name: eve, role: viewer, token: %s}
                    - {name: ada, role: operator, token: %s}
                """.formatted(VIEWER, OPERATOR));
        bridge = Trunkline.start(ConfigReader.read(
                Map.of("EVI_URL", evi.uri().toString(), "TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"), config));
        page = bridge.publicUrl().resolve("/");
        browser = ConsoleBrowser.open(null);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        bridge.close();
        evi.close();
    }

    private void signIn(String token) {
        browser.see("#token").clear();
        browser.see("#token").sendKeys(token + "\n");
    }

    @Test
    void anOperatorSignsInAndOutAndTheTokenStaysInTheTab() throws Exception {
        browser.goTo(page, "/");
        browser.see("h1", "Sign in");
        browser.picture("sign-in");
        signIn("not-a-token-that-anybody-knows");
        browser.see(".trouble", "This token is not known here");
        signIn(OPERATOR);

        browser.see("#nav a", "Softphone");
        browser.see("#tools button", "Sign out ada");
        assertThat(browser.run("return JSON.stringify(localStorage) + document.cookie + location.href")
                        .toString())
                .doesNotContain(OPERATOR);
        browser.press("Sign out ada");
        browser.see("h1", "Sign in");
    }

    @Test
    void aViewerIsOfferedNothingThatWouldBeRefused() {
        browser.goTo(page, "/");
        signIn(VIEWER);
        browser.see("#nav a", "History");

        assertThat(browser.isThere("#nav a[href='#/phone']")).isFalse();
        assertThat(browser.complaints())
                .as("but that nobody was signed in at first")
                .allMatch(complaint -> complaint.contains("/api/me") || complaint.contains("/auth/session"));
    }
}
