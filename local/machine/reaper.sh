# Ends the stack's processes and removes its folders when the stack is gone, even after SIGKILL: standard input closes with it.
# A shell, because another Node.js process takes 10 MB.
groups=' '
while read -r event value; do
  case "$event" in
    started) groups="$groups$value " ;;
    ended) groups="${groups%% "$value" *} ${groups#* "$value" }" ;;
    folder) set -- "$@" "$value" ;;
  esac
done
for group in $groups; do
  kill -KILL "-$group" 2>/dev/null
done
# A killed process may still be writing.
rm -rf -- "$@" || { sleep 1; rm -rf -- "$@"; }
