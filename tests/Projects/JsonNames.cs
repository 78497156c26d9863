// Tests make and read JSON with the runtime's own nodes; those of the projects have the same names.
global using JsonArray = System.Text.Json.Nodes.JsonArray;
global using JsonNode = System.Text.Json.Nodes.JsonNode;
global using JsonObject = System.Text.Json.Nodes.JsonObject;
