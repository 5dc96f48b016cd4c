package jp.meishigura.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import jp.meishigura.local.LaunchException;

/** What came back over HTTP. */
public record Answer(int status, String location, String text) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @throws LaunchException when it is another one, with what came instead
   */
  public Answer expect(int wanted) {
    if (status != wanted) {
      throw new LaunchException("Expected " + wanted + " and got " + status + ": " + text);
    }
    return this;
  }

  public JsonNode json() {
    return read(text);
  }

  /** The lines of an {@code application/x-ndjson} body. */
  public List<JsonNode> lines() {
    return text.lines().map(Answer::read).toList();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LaunchException("Not JSON: " + text, e);
    }
  }
}
