import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

// Just enough JSON for articles and queries: objects, arrays of strings, strings; other values are skipped.
final class Json {
  private final String text;
  private int at = 0;

  Json(String text) {
    this.text = text;
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) at++;
    return text.charAt(at);
  }

  Object value() {
    switch (peek()) {
      case '"':
        return string();
      case '{':
        return object();
      case '[':
        return array();
      default:
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) at++;
        return null;
    }
  }

  Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    peek();
    at++;
    while (peek() != '}') {
      String name = string();
      peek();
      at++;
      members.put(name, value());
      if (peek() == ',') at++;
    }
    at++;
    return members;
  }

  private List<String> array() {
    List<String> items = new ArrayList<>();
    at++;
    while (peek() != ']') {
      Object item = value();
      if (item instanceof String) items.add((String) item);
      if (peek() == ',') at++;
    }
    at++;
    return items;
  }

  private String string() {
    peek();
    int end = ++at;
    while (text.charAt(end) != '"' && text.charAt(end) != '\\') end++;
    if (text.charAt(end) == '"') {
      String plain = text.substring(at, end);
      at = end + 1;
      return plain;
    }
    StringBuilder out = new StringBuilder();
    for (; text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      c = text.charAt(++at);
      if (c == 'u') {
        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
        at += 4;
      } else {
        out.append(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == 'b' ? '\b' : c == 'f' ? '\f' : c);
      }
    }
    at++;
    return out.toString();
  }

  static String text(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value instanceof String ? (String) value : "";
  }

  @SuppressWarnings("unchecked")
  static List<String> list(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value instanceof List ? (List<String>) value : List.of();
  }
}
