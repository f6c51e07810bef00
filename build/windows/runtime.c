/* Stands in for Microsoft's WebView2 installer under wine: asked as ours asks it,
   it leaves the entry by which a runtime is found. */
#include <windows.h>
#include <string.h>
int main(int argc, char **argv) {
  static const char where[] = "C:\\work\\109.0.1518.140";
  if (argc != 3 || strcmp(argv[1], "/silent") || strcmp(argv[2], "/install")) return 2;
  return RegSetKeyValueA(HKEY_CURRENT_USER, "Software\\Microsoft\\EdgeUpdate\\ClientState\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
                         "EBWebView", REG_SZ, where, sizeof where) ? 1 : 0;
}
